import CommandTesting
import Glibc
import Refusals
import Testing

@testable import CommandSupport

@Suite("A program's arguments")
struct ProgramArgumentsTests {
    private func arguments(_ words: [[UInt8]], count: Int32? = nil) -> ProgramArguments {
        var values: [UnsafeMutablePointer<CChar>?] = words.map { word in
            (word + [0]).withUnsafeBytes { bytes in
                bytes.bindMemory(to: CChar.self).baseAddress.flatMap { strdup($0) }
            }
        }
        values.append(nil)
        defer { for value in values { free(value) } }
        return values.withUnsafeMutableBufferPointer {
            ProgramArguments(count: count ?? Int32(words.count), values: $0.baseAddress)
        }
    }

    @Test func `Those after the program's name are taken as they are`() {
        let found = arguments([Array("verify-tool".utf8), Array("verify".utf8), [], Array("größer".utf8)])
        #expect(found.words == ["verify", "", "größer"])
        #expect(found.illegible == nil)
    }

    @Test func `A program that was started without even a name has none`() {
        #expect(ProgramArguments(count: 0, values: nil).words == [])
        #expect(arguments([]).words == [])
        #expect(arguments([[0x61]], count: -1).words == [])
        // A count that is too large does not lead beyond the end.
        #expect(arguments([[0x61], [0x62]], count: 9).words == ["b"])
    }

    @Test func `One that is not UTF-8 is refused, and nothing is done with the others`() {
        // What stands for such a byte is no argument either: it would lead to another file.
        #expect(arguments([[0x61], Array("\u{10ffff}".utf8)]).words == [])
        let found = arguments([[0x61], Array("show".utf8), [0x62, 0xff]])
        #expect(found.words == [])
        let harness = CommandHarness(programName: "demo")
        let runner = CommandRunner(context: harness.context)
        #expect(runner.run(Demo.self, arguments: found) == RefusalCode.usageInvalid.exitStatus.rawValue)
    }
}
