import Cryptography
import Refusals
import TestSupport
import Testing

@testable import Activation

@Suite("An activation key")
struct ActivationKeyTests {
    static let vectors = Result {
        try VectorLine.all(in: "derivations.txt").filter { $0.fields[0] == "activation-key" }
    }

    private func texts() throws -> [String] { try Self.vectors.get().map { $0.fields[2] } }

    private func bytes(of key: ActivationKey) throws -> String {
        // The secret shows only in what is derived from it.
        try key.proofKey().secret.withUnsafeBytes { Hexadecimal.encode($0) }
    }

    @Test("has the text, the license id and the proof key that the vectors tell")
    func vectors() throws {
        for vector in try Self.vectors.get() {
            let secret = try #require(Hexadecimal.decode(vector.fields[1]))
            let made = try ActivationKey.generate(from: FixedRandom(secret))
            #expect(made.text == vector.fields[2])
            for key in [made, try ActivationKey(written: vector.fields[2])] {
                #expect(try key.licenseID().hexadecimal == vector.fields[3])
                #expect(try key.licenseID().description == vector.fields[4])
                #expect(try bytes(of: key) == vector.fields[5])
                #expect(key.text == vector.fields[2])
            }
        }
        #expect(try texts().count == 4)
    }

    @Test("is refused with any one symbol of it wrong")
    func substitutions() throws {
        for text in try texts() {
            let symbols = Array(text.filter { $0 != "-" })
            for place in symbols.indices {
                for wrong in "0123456789ABCDEFGHJKMNPQRSTVWXYZ" where wrong != symbols[place] {
                    var typed = symbols
                    typed[place] = wrong
                    #expect(refusal { try ActivationKey(written: String(typed)) } == .activationKeyMistyped)
                }
            }
        }
    }

    @Test("is refused with any two symbols swapped, wherever they stand")
    func transpositions() throws {
        for text in try texts() {
            let symbols = Array(text.filter { $0 != "-" })
            for one in symbols.indices {
                for other in symbols.indices where symbols[one] != symbols[other] {
                    var typed = symbols
                    typed.swapAt(one, other)
                    #expect(refusal { try ActivationKey(written: String(typed)) } == .activationKeyMistyped)
                }
            }
        }
    }

    @Test("is refused with a symbol too few or too many, and the number is told")
    func counts() throws {
        for text in try texts() {
            for wrong in [
                String(text.dropLast()), text + "0", "", "-", String(text.dropFirst(6)), text + text,
            ] {
                let error = #expect(throws: Refusal.self) { try ActivationKey(written: wrong) }
                #expect(error?.code == .activationKeyMistyped)
                #expect(error?.sentence.contains("\(wrong.filter { $0 != "-" }.count) symbols") == true)
            }
        }
    }

    @Test(
        "is read as meant: in lower case, with O for 0 and I or L for 1, with dashes and spaces anywhere"
    )
    func asMeant() throws {
        for text in try texts() {
            let expected = try bytes(of: ActivationKey(written: text))
            let zero = { (letter: String) in String(text.map { $0 == "0" ? Character(letter) : $0 }) }
            let one = { (letter: String) in String(text.map { $0 == "1" ? Character(letter) : $0 }) }
            let ways = [
                text.lowercased(), text.filter { $0 != "-" }, String(text.map { $0 == "-" ? " " : $0 }),
                zero("O"), zero("o"), one("I"), one("i"), one("L"), one("l"), "  \(text)\t",
                text.map { "\($0)-" }.joined(),
            ]
            for typed in ways {
                #expect(try bytes(of: ActivationKey(written: typed)) == expected, "\(typed)")
            }
        }
    }

    @Test("is refused with a character that no key has, and nothing else is asked about it")
    func characters() throws {
        let text = try texts()[0]
        for character in ["U", "u", "*", "_", ".", "é", "٠", "\u{0}", "·", "😀"] {
            let error = #expect(throws: Refusal.self) {
                try ActivationKey(written: text.dropLast() + character)
            }
            #expect(error?.code == .activationKeyMistyped && error?.sentence.contains("character") == true)
        }
    }

    @Test("is drawn at random: 120 bits of it, and every symbol occurs")
    func random() throws {
        let random = SeededRandom(seed: 1)
        let keys = try (0..<200).map { _ in try ActivationKey.generate(from: random).text }
        #expect(Set(keys).count == 200)
        #expect(Set(keys.joined().filter { $0 != "-" }).count == 32)
        for key in keys { #expect(try ActivationKey(written: key).text == key) }
    }
}

@Suite("A license id")
struct LicenseIDTests {
    @Test("is written as eight symbols in two groups, and read as meant")
    func text() throws {
        let id = LicenseID(uncheckedBytes: [0x00, 0x44, 0x32, 0x14, 0xc7])
        #expect(id.description == "0123-4567")
        for typed in ["0123-4567", "01234567", "oi23 4567", "OL23-4567", " 0 1 2 3 4 5 6 7 "] {
            #expect(LicenseID(text: typed) == id)
        }
        for typed in ["", "0123-456", "0123-45678", "0123-456U", "0123_4567"] {
            #expect(LicenseID(text: typed) == nil)
        }
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<100 {
            let id = try LicenseID(generator.bytes(5))
            #expect(LicenseID(text: id.description) == id)
        }
    }
}
