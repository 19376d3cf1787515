import Activation
import CBOR
import COSE
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
        expect(vector, .product) { (input) throws(Refusal) in
            try Unverified<ProductFile>(reading: input).verifiedOnFirstUse()
        }
    }

    @Test(arguments: InteropVector.requests)
    func `a request is judged rightly`(vector: InteropVector) {
        expect(vector, .request) { (input) throws(Refusal) in
            try Unverified<Request>(reading: input).verified()
        }
    }

    @Test(arguments: InteropVector.licenses)
    func `a license is judged rightly`(vector: InteropVector) throws {
        let good = try #require(InteropVector.productFiles.first { $0.name == "product-good" })
        let productFile = try Unverified<ProductFile>(reading: good.bytes).verifiedOnFirstUse()
        expect(vector, .license) { (input) throws(Refusal) in
            try Unverified<License>(reading: input).verified(under: productFile)
        }
    }

    @Test(arguments: InteropVector.corrections)
    func `a time correction is judged rightly`(vector: InteropVector) throws {
        let good = try #require(InteropVector.productFiles.first { $0.name == "product-good" })
        let productFile = try Unverified<ProductFile>(reading: good.bytes).verifiedOnFirstUse()
        expect(vector, .correction) { (input) throws(Refusal) in
            try Unverified<TimeCorrection>(reading: input).verified(under: productFile)
        }
    }

    /// In armour and, if they begin as a COSE_Sign1 does, as plain bytes.
    private func expect<Body>(
        _ vector: InteropVector, _ kind: DocumentKind, judge: ([UInt8]) throws(Refusal) -> Verified<Body>
    ) {
        for input in [Armour(kind: kind, bytes: vector.bytes).text, vector.bytes] {
            let isLookedAt = input != vector.bytes || vector.bytes.first == 0xd2
            do throws(Refusal) {
                let document = try judge(input)
                #expect(vector.outcome == "good")
                #expect(document.encoded == vector.bytes)
                #expect(
                    CBOREncoder.encode(document.body.claims) == document.object.payload || isIgnoring(vector))
            } catch {
                #expect(error.code.rawValue == (isLookedAt ? vector.outcome : "document.unrecognized"))
                if isLookedAt, let rule = vector.rule { #expect(error.sentence.contains("'\(rule)'")) }
            }
        }
    }

    /// What may be ignored is not kept, and so not written again.
    private func isIgnoring(_ vector: InteropVector) -> Bool { vector.name.hasSuffix("-ignorable") }
}
