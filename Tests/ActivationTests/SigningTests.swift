import Activation
import CBOR
import COSE
import Cryptography
import Fingerprint
import Refusals
import TestSupport
import Testing

@Suite("Signing")
struct SigningTests {
    let vendor: SampleVendor
    let request: Verified<Request>

    init() throws {
        vendor = try Sample.vendor()
        request = try Sample.machine().request(for: vendor.productFile())
    }

    @Test("lets no product file out that no machine would read")
    func productFile() throws {
        let bad = [
            try vendor.productFileBody(vendor: ""), try vendor.productFileBody(name: "a\nb"),
            try vendor.productFileBody(version: 0), try vendor.productFileBody(issuingKeys: []),
            try vendor.productFileBody(issuingKeys: [vendor.listedKey(), vendor.listedKey()]),
            try vendor.productFileBody(issuedAt: UnixTime(rawValue: -1)),
            try vendor.productFileBody(contact: Contact(phone: String(repeating: "1", count: 129))),
            try vendor.productFileBody(salt: FingerprintSalt(uncheckedBytes: [1])),
        ]
        for body in bad { #expect(refusal { try vendor.productFile(body) } == .documentMalformed) }
    }

    @Test("lets no request out that no vendor would read")
    func requests() throws {
        let machine = try Sample.machine()
        let file = try vendor.productFileBody()
        let bad = [
            try machine.requestBody(
                for: file, purpose: .timeCorrection(highWaterMark: UnixTime(rawValue: -1))),
            try machine.requestBody(for: file, purpose: .renewal, madeAt: UnixTime(rawValue: -1)),
            try machine.requestBody(for: file, purpose: .activation(ActivationProof(uncheckedBytes: [1]))),
        ]
        for body in bad { #expect(refusal { try machine.request(body) } == .documentMalformed) }
    }

    @Test("lets no time correction out that no machine would read")
    func correction() throws {
        for moment in [-1, 253_402_300_800] as [Int64] {
            #expect(
                refusal {
                    try vendor.correction(for: request.unverified, issuedAt: UnixTime(rawValue: moment))
                } == .documentMalformed)
        }
    }

    @Test("lets no license out that no machine would read")
    func license() throws {
        let today = Sample.now.day
        let unverified = request.unverified
        let bad = [
            try vendor.licenseBody(for: unverified, lastDay: nil),
            try vendor.licenseBody(for: unverified, kind: .perpetual),
            try vendor.licenseBody(for: unverified, startsOn: today),
            try vendor.licenseBody(for: unverified, lastDay: today.adding(days: -1)),
            try vendor.licenseBody(for: unverified, features: [2, 1]),
            try vendor.licenseBody(for: unverified, features: [1, 1]),
            try vendor.licenseBody(for: unverified, features: Array(0...32)),
            try vendor.licenseBody(for: unverified, seats: 2),
            try vendor.licenseBody(for: unverified, binding: .site, seats: 0),
            try vendor.licenseBody(for: unverified, issuedOn: CalendarDay(daysSince1970: -1)),
        ]
        for body in bad { #expect(refusal { try vendor.license(body) } == .documentMalformed) }
    }

    @Test("lets no document out that is too large for its kind")
    func sizes() throws {
        let key = try Sample.signingKey(3)
        let names = (0...255 as ClosedRange<UInt8>).map { ($0, "feature-with-a-long-name-\($0)") }
        let features = Dictionary(uniqueKeysWithValues: names)
        // The most that the rules allow fits a product file; a kind of its own holds no more than 300 bytes.
        _ = try vendor.productFile(vendor.productFileBody(features: features))
        let long = LongLicense()
        #expect(refusal { try Verified(signing: long, key: key, keyIdentifier: nil) } == .documentTooLarge)
    }
}

/// A license's body that is larger than any can be.
private struct LongLicense: DocumentBody {
    static let kind = DocumentKind.license
    var claims: CBORValue { .bytes([UInt8](repeating: 0, count: 300)) }
    init() {}
    init(claims: CBORValue) throws(Refusal) {}
}
