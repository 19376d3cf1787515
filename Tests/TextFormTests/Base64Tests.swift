import Testing
import TextForm

@Suite("Base 64")
struct Base64Tests {
    @Test(
        "is that of RFC 4648 section 10",
        arguments: [
            ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ])
    func vectors(plain: String, encoded: String) {
        #expect(Base64.encode(Array(plain.utf8)) == Array(encoded.utf8))
        #expect(Base64.decode(Array(encoded.utf8)) == Array(plain.utf8))
    }

    @Test("of no byte, any byte and any two bytes is read back")
    func exhaustive() {
        for one in 0...255 as ClosedRange<UInt8> {
            #expect(Base64.decode(Base64.encode([one])) == [one])
            for other in 0...255 as ClosedRange<UInt8> {
                if Base64.decode(Base64.encode([one, other])) != [one, other] {
                    Issue.record("\(one) \(other)")
                }
            }
        }
        for count in 0..<100 {
            let bytes = (0..<count).map { UInt8($0 * 37 & 255) }
            #expect(Base64.decode(Base64.encode(bytes)) == bytes)
        }
    }

    @Test(
        "is read in one spelling only: what is read is written as it was, for every group there is of a few letters"
    )
    func oneSpelling() {
        let letters = Array("ABQgw/+=1 -\n".utf8)
        var read = 0
        for first in letters {
            for second in letters {
                for third in letters {
                    for fourth in letters {
                        let group = [first, second, third, fourth]
                        for text in [group, Array("Zm9v".utf8) + group] {
                            guard let bytes = Base64.decode(text) else { continue }
                            read += 1
                            if Base64.encode(bytes) != text {
                                Issue.record("\(String(decoding: text, as: UTF8.self))")
                            }
                        }
                    }
                }
            }
        }
        #expect(read > 2 * 8 * 8 * 8 * 8)
    }

    @Test(
        "is refused",
        arguments: [
            "A", "AA", "AAA", "AAAAA", "=", "==", "====", "A===", "AA=A", "A=A=", "=AAA", "AAAA====",
            "AA==AAAA", "AB==",
            "AAB=", "AAA_", "AAA-", "AA A", "AAA\n", "AAAé",
        ])
    func wrong(text: String) { #expect(Base64.decode(Array(text.utf8)) == nil) }
}
