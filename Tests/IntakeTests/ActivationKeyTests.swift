import Activation
import Cryptography
import Intake
import Refusals
import TestSupport
import Testing

@Suite("An activation key that was typed or copied")
struct ActivationKeyTests {
    private func bytes(of key: ActivationKey) throws -> String {
        // The secret shows only in what is derived from it.
        try key.proofKey().secret.withUnsafeBytes { Hexadecimal.encode($0) }
    }

    private func texts() throws -> [String] {
        try VectorLine.all(in: "derivations.txt").filter { $0.fields[0] == "activation-key" }
            .map { $0.fields[2] }
    }

    @Test(
        "is read as meant: in lower case, with O for 0 and I or L for 1, with dashes and spaces of all kinds anywhere"
    )
    func asMeant() throws {
        for text in try texts() {
            let expected = try bytes(of: ActivationKey(written: text))
            let zero = { (letter: String) in String(text.map { $0 == "0" ? Character(letter) : $0 }) }
            let one = { (letter: String) in String(text.map { $0 == "1" ? Character(letter) : $0 }) }
            let ways = [
                text.lowercased(), text.filter { $0 != "-" }, String(text.map { $0 == "-" ? " " : $0 }),
                zero("O"), zero("o"), one("I"), one("i"), one("L"), one("l"), "  \(text)\t",
                text.map { "\($0)-" }.joined(), text.replacing("-", with: "–"),
                text.replacing("-", with: "\u{2011}"),
                "\u{a0}\(text)\u{3000}", text.map { "\($0)\u{200b}" }.joined(),
                text.replacing("-", with: "\u{ad}"),
                String(text.unicodeScalars.map { Character(Unicode.Scalar($0.value + 0xfee0) ?? $0) }),
            ]
            for typed in ways { #expect(try bytes(of: ActivationKey(typed: typed)) == expected, "\(typed)") }
        }
    }

    @Test("is refused with a character that no key has, and nothing else is asked about it")
    func characters() throws {
        let text = try #require(texts().first)
        for character in ["U", "u", "*", "_", ".", "é", "٠", "\u{0}", "·", "😀"] {
            let error = #expect(throws: Refusal.self) {
                try ActivationKey(typed: text.dropLast() + character)
            }
            #expect(error?.code == .activationKeyMistyped && error?.sentence.contains("character") == true)
        }
    }
}
