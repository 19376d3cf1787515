import Activation
import COSE
import Cryptography
import Refusals
import TestSupport
import Testing

@Suite("Verification")
struct VerificationTests {
    let vendor: SampleVendor
    let request: Verified<Request>

    init() throws {
        vendor = try Sample.vendor()
        request = try Sample.machine().request(for: vendor.productFile())
    }

    @Test(
        "believes a product file under the root key that it is told to trust, or under its own at first use")
    func roots() throws {
        let file = try vendor.productFile().unverified
        #expect(try file.verified(trusting: vendor.rootKey.publicKey).body == file.unverifiedBody)
        #expect(try file.verifiedOnFirstUse().body == file.unverifiedBody)
        #expect(refusal { try file.verified(trusting: vendor.issuingKey.publicKey) } == .productRootUnknown)
    }

    @Test("does not believe a product file that names the trusted root key and is signed by another")
    func forgedProduct() throws {
        let thief = try Sample.signingKey(99)
        let body = try vendor.productFileBody()
        for name in [KeyIdentifier(of: thief.publicKey), KeyIdentifier(of: vendor.rootKey.publicKey), nil] {
            let forged = try Verified(signing: body, key: thief, keyIdentifier: name).unverified
            #expect(
                refusal { try forged.verified(trusting: vendor.rootKey.publicKey) }
                    == .productSignatureInvalid)
            #expect(refusal { try forged.verifiedOnFirstUse() } == .productSignatureInvalid)
        }
    }

    @Test("does not believe a request that is signed by another key than it names")
    func forgedRequest() throws {
        let thief = try Sample.machine(2)
        let forged = try Verified(signing: request.body, key: thief.deviceKey, keyIdentifier: nil).unverified
        #expect(refusal { try forged.verified() } == .requestSignatureInvalid)
        #expect(try request.unverified.verified() == request)
    }

    @Test(
        "believes a license on the days for which its key counts",
        arguments: [
            ("2026-01-01", nil, nil, true), ("2025-12-31", nil, nil, false),
            ("2026-11-23", "2026-11-23", nil, true),
            ("2026-11-24", "2026-11-23", nil, false), ("2026-11-22", nil, "2026-11-23", true),
            ("2026-11-23", nil, "2026-11-23", false), ("2027-01-01", nil, "2026-11-23", false),
            ("2026-01-01", nil, "2025-01-01", false),
        ] as [(String, String?, String?, Bool)])
    func issuingDays(issuedOn: String, notAfter: String?, withdrawnFrom: String?, believed: Bool) throws {
        let key = try vendor.listedKey(
            notAfter: notAfter.map { try Sample.day($0) },
            withdrawnFrom: withdrawnFrom.map { try Sample.day($0) })
        let file = try vendor.productFile(vendor.productFileBody(issuingKeys: [key]))
        let license = try vendor.license(
            vendor.licenseBody(for: request.unverified, issuedOn: Sample.day(issuedOn))
        ).unverified
        #expect(refusal { try license.verified(under: file) } == (believed ? nil : .licenseIssuerWithdrawn))
    }

    @Test("finds the key of a license among many by its kid, and no key by a part of it")
    func manyKeys() throws {
        let others = try (40..<70 as Range<UInt8>).map { byte in
            IssuingKey(
                publicKey: try Sample.signingKey(byte).publicKey, notBefore: try Sample.day("2026-01-01"))
        }
        let file = try vendor.productFile(vendor.productFileBody(issuingKeys: others + [vendor.listedKey()]))
        let license = try vendor.license(for: request).unverified
        #expect(try license.verified(under: file).body == license.unverifiedBody)
        let without = try vendor.productFile(vendor.productFileBody(issuingKeys: others))
        #expect(refusal { try license.verified(under: without) } == .licenseIssuerUnknown)
        #expect(file.body.issuingKey([]) == nil)
        #expect(
            file.body.issuingKey(Array(KeyIdentifier(of: vendor.issuingKey.publicKey).bytes.prefix(4))) == nil
        )
    }

    @Test("does not believe a license that another issuing key signed under this one's name")
    func swappedNames() throws {
        let other = try Sample.signingKey(40)
        let file = try vendor.productFile(
            vendor.productFileBody(issuingKeys: [
                vendor.listedKey(),
                IssuingKey(publicKey: other.publicKey, notBefore: Sample.day("2026-01-01")),
            ]))
        let forged = try Verified(
            signing: vendor.licenseBody(for: request.unverified), key: other,
            keyIdentifier: KeyIdentifier(of: vendor.issuingKey.publicKey))
        #expect(refusal { try forged.unverified.verified(under: file) } == .licenseSignatureInvalid)
    }

    @Test("takes no document for one of another kind, and says which it is")
    func kinds() throws {
        let file = try vendor.productFile().encoded
        let license = try vendor.license(for: request).encoded
        #expect(refusal { try Unverified<License>(written: request.encoded) } == .documentWrongKind)
        #expect(refusal { try Unverified<License>(written: file) } == .documentWrongKind)
        #expect(refusal { try Unverified<Request>(written: license) } == .documentWrongKind)
        #expect(refusal { try Unverified<Request>(written: file) } == .documentWrongKind)
        #expect(refusal { try Unverified<ProductFile>(written: request.encoded) } == .documentWrongKind)
        #expect(refusal { try Unverified<ProductFile>(written: license) } == .documentWrongKind)
        let error = #expect(throws: Refusal.self) { try Unverified<License>(written: request.encoded) }
        #expect(error?.sentence == "This is a request; a license is needed here.")
        #expect(error?.remedy.contains("Send this request") == true)
    }
}
