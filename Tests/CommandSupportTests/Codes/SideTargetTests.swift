import Refusals
import Testing

@testable import CommandSupport

@Suite struct SideTargetTests {
    @Test(arguments: [RefusalCode.folderReadOnly, .fileExists])
    func `A remedy names the option of the file that it is about`(code: RefusalCode) {
        let refusal = Refusal(code)
        #expect(refusal.advice(NextCommands()).contains("--out"))
        let named = SideTarget(path: "e.html", option: "--sheet").naming(refusal)
        #expect(named.code == code)
        #expect(named.advice(NextCommands()).contains("--sheet"))
        #expect(!named.advice(NextCommands()).contains("--out"))
    }

    @Test(arguments: [
        ("c-1.png", true), ("./c-2.png", true), ("c-10.png", true), ("c-0.png", false), ("c-01.png", false),
        ("c-.png", false), ("c-x.png", false), ("c.png", false), ("c-1.svg", false), ("d-1.png", false),
    ])
    func `The names of the parts of a picture are known before it is known how many there are`(
        other: String, isPart: Bool
    ) throws {
        #expect(try CodePicture("c.png").isPart(other) == isPart)
    }
}
