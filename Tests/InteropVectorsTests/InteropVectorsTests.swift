import Activation
import CBOR
import COSE
import Intake
import Refusals
import Testing

/// What independent libraries made is judged here as it must be, without them.
@Suite struct InteropVectorsTests {
    @Test func `all vectors are there, with good ones and bad ones among them`() {
        let files = [
            InteropVector.productFiles, InteropVector.requests, InteropVector.licenses,
            InteropVector.corrections,
        ]
        for vectors in files {
            #expect(vectors.count > 75)
            #expect(vectors.count { $0.outcome == "good" } >= 5)
        }
        let codes = Set(files.joined().map(\.outcome)).subtracting(["good"])
        #expect(codes.allSatisfy { RefusalCode(rawValue: $0) != nil })
    }

    @Test(arguments: InteropVector.productFiles)
    func `a product file is judged rightly`(vector: InteropVector) {
        expect(vector, .product) { (document: Unverified<ProductFile>) throws(Refusal) in
            try document.verifiedOnFirstUse()
        }
    }

    @Test(arguments: InteropVector.requests)
    func `a request is judged rightly`(vector: InteropVector) {
        expect(vector, .request) { (document: Unverified<Request>) throws(Refusal) in
            try document.verified()
        }
    }

    @Test(arguments: InteropVector.licenses)
    func `a license is judged rightly`(vector: InteropVector) throws {
        let good = try #require(InteropVector.productFiles.first { $0.name == "product-good" })
        let productFile = try Unverified<ProductFile>(encoded: good.bytes).verifiedOnFirstUse()
        expect(vector, .license) { (document: Unverified<License>) throws(Refusal) in
            try document.verified(under: productFile)
        }
    }

    @Test(arguments: InteropVector.corrections)
    func `a time correction is judged rightly`(vector: InteropVector) throws {
        let good = try #require(InteropVector.productFiles.first { $0.name == "product-good" })
        let productFile = try Unverified<ProductFile>(encoded: good.bytes).verifiedOnFirstUse()
        expect(vector, .correction) { (document: Unverified<TimeCorrection>) throws(Refusal) in
            try document.verified(under: productFile)
        }
    }

    /// In armour and, if they begin as a COSE_Sign1 does, as plain bytes; at the strict door and at the tolerant one.
    private func expect<Body>(
        _ vector: InteropVector, _ kind: DocumentKind,
        judge: (Unverified<Body>) throws(Refusal) -> Verified<Body>
    ) {
        for input in [Armour(kind: kind, bytes: vector.bytes).text, vector.bytes] {
            let isLookedAt = input != vector.bytes || vector.bytes.first == 0xd2
            for isStrict in [true, false] {
                do throws(Refusal) {
                    let document = try judge(
                        isStrict ? Unverified(written: input) : Unverified(reading: input))
                    #expect(vector.outcome == "good")
                    #expect(document.encoded == vector.bytes)
                    let isSame = CBOREncoder.encode(document.body.claims) == document.object.payload
                    #expect(isSame || isIgnoring(vector))
                } catch {
                    #expect(error.code.rawValue == (isLookedAt ? vector.outcome : "document.unrecognized"))
                    if isLookedAt, let rule = vector.rule { #expect(error.sentence.contains("'\(rule)'")) }
                }
            }
        }
    }

    /// What may be ignored is not kept, and so not written again.
    private func isIgnoring(_ vector: InteropVector) -> Bool { vector.name.hasSuffix("-ignorable") }
}
