import TestSupport
import Testing

@testable import Cryptography

/// `Tests/Vectors/ed25519.txt`: an implementation of docs/formats.md in Python says what becomes of each.
@Suite("At the edges of Ed25519")
struct SignatureEdgeTests {
    static let vectors = Result { try VectorLine.all(in: "ed25519.txt") }

    @Test(
        "a signature holds exactly where the page on the formats says so: without the cofactor, R byte for byte"
    )
    func verifying() throws {
        let vectors = try Self.vectors.get()
        #expect(vectors.count > 100)
        for vector in vectors {
            let fields = vector.fields
            let holds = try PublicKey(bytes(fields[0])).verifies(
                Signature(bytes(fields[2])), of: bytes(fields[1]))
            #expect(holds == (fields[3] != "refused"), "\(vector)")
        }
        for outcome in ["refused", "holds", "told"] { #expect(vectors.contains { $0.fields[3] == outcome }) }
    }

    @Test(
        "what holds is completed by telephone if its key and R are of the prime-order group, and nothing else is"
    )
    func completing() throws {
        let completion = try SignatureCompletionTests.shared.get()
        for vector in try Self.vectors.get() {
            let fields = vector.fields
            let signature = try Signature(bytes(fields[2]))
            let completed = try TruncatedSignature(signature).flatMap {
                try completion.complete($0, of: bytes(fields[1]), by: PublicKey(bytes(fields[0])))
            }
            #expect(completed == (fields[3] == "told" ? signature : nil), "\(vector)")
        }
    }
}
