import Activation
import Cryptography
import Intake
import Refusals
import TestSupport
import Testing
import TextForm

@Suite("Mails, chats and tickets")
struct MailTests {
    /// A line of `mails.txt`.
    struct Mail: Sendable, CustomTestStringConvertible {
        let name: String
        let kinds: [DocumentKind]
        let form: String

        init?(_ line: VectorLine) {
            guard line.fields.count == 4 else { return nil }
            name = line.fields[0]
            kinds = line.fields[1].split(separator: " ").compactMap { DocumentKind(rawValue: String($0)) }
            form = line.fields[2]
        }

        var testDescription: String { name }
        var bytes: [UInt8] { get throws { try Repository.bytes("Tests/Vectors/mails/\(name)") } }

        static let index = (try? VectorLine.all(in: "mails.txt")) ?? []
        static let all = index.compactMap(Mail.init)
        static let withDocuments = all.filter { !$0.kinds.isEmpty }
        static let withForms = all.filter { !$0.form.isEmpty }
    }

    /// The request and the license of all mails.
    private static let documents = Result {
        try Dictionary(
            uniqueKeysWithValues: [("request", DocumentKind.request), ("license", .license)].map {
                name, kind in
                let line = try #require(
                    VectorLine.all(in: "armour.txt").first {
                        $0.fields[1] == name && $0.description.count > 3
                    })
                let text = try #require(Hexadecimal.decode(line.fields[0]))
                return (kind, try AnyDocument(reading: text).encoded)
            })
    }

    @Test func `There are mails of all sorts`() {
        #expect(Mail.withDocuments.count > 35 && Mail.withForms.count > 5)
    }

    @Test(arguments: Mail.withDocuments)
    func `Every document in a mail is found, once, the plainest first`(mail: Mail) throws {
        let found = try AnyDocument.all(in: mail.bytes)
        #expect(found.map(\.kind) == mail.kinds)
        for document in found { #expect(try document.encoded == Self.documents.get()[document.kind]) }
    }

    @Test(arguments: Mail.withDocuments)
    func `Whoever needs a request or a license gets the one there is`(mail: Mail) throws {
        let documents = try Self.documents.get()
        let request = try? Unverified<Request>(reading: mail.bytes).encoded
        let license = try? Unverified<License>(reading: mail.bytes).encoded
        #expect(request == (mail.kinds.contains(.request) ? documents[.request] : nil))
        #expect(license == (mail.kinds.contains(.license) ? documents[.license] : nil))
    }

    @Test(arguments: Mail.withDocuments)
    func `Without saying what is needed, the plainest is read`(mail: Mail) throws {
        let outcome = Result { try AnyDocument(reading: mail.bytes).kind }
        // Both are quoted there, and neither is plainer.
        if mail.name == "gmail-thread.txt" {
            #expect(refusal { try outcome.get() } == .documentMalformed)
        } else {
            #expect(try outcome.get() == mail.kinds.first)
        }
    }

    @Test(arguments: Mail.withForms)
    func `A text form in a mail stands in its plain text, whole`(mail: Mail) throws {
        let plain = String(decoding: try MailText.plain(mail.bytes), as: UTF8.self)
        let name = mail.form == "R" ? "form" : "groups"
        let form = try #require(Mail.index.first { $0.fields[0] == name }?.fields[1])
        let bare = { (text: String) in text.filter { !$0.isWhitespace } }
        #expect(bare(plain).contains(bare(form)))
        #expect(!plain.contains("Larsen"), "signatures are no part of it")
        #expect(plain.utf8.allSatisfy { $0 < 128 })
    }

    @Test(arguments: Mail.withForms)
    func `A text form in a mail is read from it`(mail: Mail) throws {
        let request = try Self.documents.get()[.request]
        #expect(try AnyDocument(reading: mail.bytes).encoded == request)
        #expect(try AnyDocument.all(in: mail.bytes).map(\.encoded) == [request].compactMap(\.self))
    }
}
