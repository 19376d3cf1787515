import Activation
import COSE
import Cryptography
import Refusals
import TestSupport
import Testing

@Suite("A document")
struct DocumentVectorTests {
    static let vectors = Result { try VectorLine.all(in: "documents.txt") }

    @Test("is believed, or refused with the code that its vector names")
    func outcomes() throws {
        let vectors = try Self.vectors.get()
        for door in [Believing.encoded, Believing.written] {
            let reader = try Believing(productFile: bytes(of: vectors[0]), door: door)
            for vector in vectors {
                #expect(reader.outcome(try bytes(of: vector)) == vector.fields[1], "\(vector)")
            }
        }
    }

    @Test("that is believed encodes to the very bytes it came from")
    func roundTrip() throws {
        for vector in try Self.vectors.get() where DocumentKind(rawValue: vector.fields[1]) != nil {
            let bytes = try bytes(of: vector)
            let document = try AnyDocument(encoded: bytes)
            #expect(document.encoded == bytes && Self.objectBytes(of: document) == bytes, "\(vector)")
            #expect(document.kind.rawValue == vector.fields[1], "\(vector)")
        }
    }

    @Test("in armour is believed, or refused with the same code")
    func armoured() throws {
        let vectors = try Self.vectors.get()
        let reader = try Believing(productFile: bytes(of: vectors[0]))
        // Plain bytes that begin otherwise are not known for one of ours; in armour they are, and their first
        // broken rule is named.
        for vector in vectors where vector.fields[1] != "document.unrecognized" {
            let plain = try bytes(of: vector)
            for kind in DocumentKind.allCases {
                let outcome = reader.outcome(Armour(kind: kind, bytes: plain).text)
                #expect(
                    outcome == vector.fields[1]
                        || (DocumentKind(rawValue: vector.fields[1]) != kind
                            && outcome == "document.malformed"),
                    "\(vector) as \(kind): \(outcome)")
            }
        }
    }

    @Test(
        "can be refused, whatever its kind, with each of these codes",
        arguments: [
            "document.truncated", "document.too-large", "document.malformed", "document.newer-version",
            "document.unrecognized", "product.signature-invalid", "product.root-unknown",
            "request.signature-invalid",
            "request.kind-unsupported", "license.signature-invalid", "license.issuer-unknown",
            "license.issuer-withdrawn", "license.other-product",
            "correction.signature-invalid", "correction.issuer-unknown", "correction.issuer-withdrawn",
            "correction.other-product",
        ])
    func everyCode(code: String) throws {
        #expect(RefusalCode(rawValue: code) != nil)
        #expect(try Self.vectors.get().contains { $0.fields[1] == code })
    }

    private func bytes(of vector: VectorLine) throws -> [UInt8] {
        try #require(Hexadecimal.decode(vector.fields[0]))
    }

    /// The object, encoded anew.
    private static func objectBytes(of document: AnyDocument) -> [UInt8] {
        switch document {
        case .product(let product): product.object.encoded
        case .request(let request): request.object.encoded
        case .license(let license): license.object.encoded
        case .correction(let correction): correction.object.encoded
        }
    }
}
