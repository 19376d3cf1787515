import Activation
import Intake
import Refusals
import TestSupport
import Testing
import TextForm

/// What a person sees in a mail, and what a program finds there first, may be two documents.
@Suite("Several documents in one text")
struct AmbiguityTests {
    let shown: Unverified<License>
    let other: Unverified<License>
    let request: Unverified<Request>

    init() throws {
        let vendor = try Sample.vendor()
        let asked = try Sample.machine().request(for: vendor.productFile())
        shown = try vendor.license(for: asked).unverified
        other = try vendor.license(vendor.licenseBody(for: asked.unverified, features: [1, 2, 3])).unverified
        request = asked.unverified
    }

    private func form(_ license: Unverified<License>) -> String {
        TextForm(kind: .license, bytes: license.encoded).text
    }

    private func armour(_ kind: DocumentKind, _ bytes: [UInt8]) -> String {
        String(decoding: Armour(kind: kind, bytes: bytes).text, as: UTF8.self)
    }

    private func armour(_ license: Unverified<License>) -> String { armour(.license, license.encoded) }

    private func read(_ text: String) throws -> [UInt8] {
        try AnyDocument(reading: Array(text.utf8)).encoded
    }

    /// A text with something after each so many characters.
    private func split(_ text: String, by separator: String) -> String {
        text.enumerated().map { $0 > 0 && $0 % 40 == 0 ? separator + String($1) : String($1) }.joined()
    }

    private func quoted(_ text: String) -> String {
        text.split(separator: "\n").map { "> \($0)\n" }.joined()
    }

    /// Mails with a license that is shown and another that is quoted or hidden. Each is told what to put in the
    /// two places.
    private var mails: [(name: String, text: (_ shown: String?, _ other: String?) -> String)] {
        [
            ("original message", { "\($0 ?? "")\n\n-----Original Message-----\n\($1 ?? "")\n" }),
            ("quoted", { "\($0 ?? "")\n\nOn Monday the desk wrote:\n\(quoted($1 ?? ""))\n" }),
            (
                "hidden",
                {
                    """
                    <html><body><p>\(split($0 ?? "", by: "<wbr>"))</p>
                    <p style='display:none'>
                    \($1 ?? "")
                    </p></body></html>
                    """
                }
            ),
            (
                "soft line breaks",
                {
                    """
                    <html><body><p>=
                    \(split($0 ?? "", by: "=\n"))=
                    </p><blockquote>
                    \($1 ?? "")
                    </blockquote></body></html>
                    """
                }
            ),
            (
                "message",
                {
                    """
                    MIME-Version: 1.0
                    Content-Type: text/html; charset=utf-8
                    Content-Transfer-Encoding: quoted-printable

                    <p>=
                    \(split($0 ?? "", by: "=\n"))=
                    </p><blockquote>
                    \($1 ?? "")
                    </blockquote>
                    """
                }
            ),
        ]
    }

    @Test func `Either of two licenses in a mail can be read alone, and neither beside the other`() throws {
        for mail in mails {
            #expect(try read(mail.text(form(shown), nil)) == shown.encoded, "\(mail.name)")
            for given in [form(other), armour(other)] {
                #expect(try read(mail.text(nil, given)) == other.encoded, "\(mail.name)")
                let both = mail.text(form(shown), given)
                #expect(refusal { try read(both) } == .documentMalformed, "\(mail.name)")
                let license = refusal { try Unverified<License>(reading: Array(both.utf8)) }
                #expect(license == .documentMalformed, "\(mail.name)")
            }
        }
    }

    @Test func `The refusal of two licenses says how to go on`() throws {
        let text = Array("\(form(shown))\n\(armour(other))".utf8)
        let error = #expect(throws: Refusal.self) { try AnyDocument(reading: text) }
        #expect(error?.sentence == "There is more than one license in this text.")
        #expect(error?.remedy.contains("copy it alone") == true)
    }

    @Test func `The same license twice is one license`() throws {
        for mail in mails {
            for given in [form(shown), armour(shown)] {
                #expect(try read(mail.text(form(shown), given)) == shown.encoded, "\(mail.name)")
            }
        }
    }

    @Test func `Requests that are quoted below a license do not matter to it`() throws {
        let second = try Sample.machine(2).request(for: Sample.vendor().productFile())
        let below = quoted(armour(.request, request.encoded)) + quoted(armour(.request, second.encoded))
        let mail = "\(armour(shown))\n\(below)"
        #expect(try read(mail) == shown.encoded)
        #expect(try Unverified<License>(reading: Array(mail.utf8)).encoded == shown.encoded)
        #expect(refusal { try Unverified<Request>(reading: Array(mail.utf8)) } == .documentMalformed)
    }

    @Test func `Symbols appended to a license, so that all its checks hold again, do not hide it`() throws {
        let genuine = form(shown)
        let longer = try appended(to: genuine)
        #expect(longer.hasPrefix(genuine) && longer.count > genuine.count)
        for gap in [" ", "\n", "\n\n"] {
            let text = genuine + gap + longer.dropFirst(genuine.count)
            #expect(try read(text) == shown.encoded)
        }
    }

    /// A text form that begins with all symbols of another.
    private func appended(to text: String) throws -> String {
        let slash = try #require(text.firstIndex(of: "/"))
        let symbols = try #require(CrockfordBase32.values(in: String(text[slash...].dropFirst())))
        var bits: [UInt8] = []
        for (place, symbol) in symbols.enumerated()
        where (place + 1) % GroupCheck.groupSymbols != 0 {
            bits += (0..<5).reversed().map { symbol >> $0 & 1 }
        }
        bits += [UInt8](repeating: 0, count: 16 - bits.count % 8)
        let bytes = stride(from: 0, to: bits.count, by: 8).map { start in
            bits[start..<(start + 8)].reduce(0) { $0 << 1 | $1 }
        }
        return TextForm(kind: .license, bytes: bytes).text
    }
}
