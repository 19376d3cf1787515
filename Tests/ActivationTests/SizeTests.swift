import Activation
import Cryptography
import Fingerprint
import TestSupport
import Testing

@Suite("A document's size")
struct SizeTests {
    let vendor: SampleVendor
    let longestProduct: ProductID

    init() throws {
        vendor = try Sample.vendor()
        longestProduct = try Sample.product(String(repeating: "a", count: ProductID.maximumLength))
    }

    /// Ten digests of ten kinds, one of them the user: nothing takes more bytes.
    private func largestFingerprint() throws -> Fingerprint {
        let kinds = Array(1...9) + [ComponentKind.user.rawValue] as [UInt8]
        let entries = kinds.compactMap {
            Fingerprint.Entry(kind: $0, digests: [ComponentDigest(rawValue: .max)])
        }
        #expect(entries.count == Fingerprint.maximumComponents)
        return try #require(Fingerprint(entries: entries))
    }

    private func largestRequest() throws -> Verified<Request> {
        let productFile = try vendor.productFileBody(product: longestProduct, version: .max)
        let machine = try Sample.machine()
        return try machine.request(
            machine.requestBody(
                for: productFile, key: Sample.activationKey(), madeAt: UnixTime(rawValue: 253_402_300_799),
                fingerprint: largestFingerprint()))
    }

    private func license(features: [UInt8], for request: Verified<Request>) throws -> License {
        let last = try Sample.day("9999-12-31")
        return try vendor.licenseBody(
            for: request.unverified, issuedOn: last.adding(days: -2), startsOn: last.adding(days: -1),
            lastDay: last,
            binding: .site, features: features, seats: .max, maintenanceUntil: last)
    }

    @Test("of a request is 296 bytes at most, of 300 that are allowed")
    func request() throws {
        let size = try largestRequest().encoded.count
        #expect(size == 296)
        #expect(DocumentKind.request.maximumSize == 300)
    }

    @Test(
        "of a license with eight features and everything else is 249 bytes at most, of 300 that are allowed")
    func license() throws {
        let features = Array(248...255 as ClosedRange<UInt8>)
        let size = try vendor.license(license(features: features, for: largestRequest())).encoded.count
        #expect(size == 249)
        #expect(DocumentKind.license.maximumSize == 300)
    }

    @Test("of a license lets it have as many features as a license may have")
    func manyFeatures() throws {
        let features = Array(224...255 as ClosedRange<UInt8>)
        #expect(features.count == License.maximumFeatures)
        let size = try vendor.license(license(features: features, for: largestRequest())).encoded.count
        #expect(size == 298)
    }

    @Test("of a product file lets it have all its features, keys and texts at their longest")
    func productFile() throws {
        let text = String(repeating: "x", count: DisplayText.maximumLength)
        let day = try Sample.day("9999-12-31")
        let keys = try (0..<UInt8(IssuingKey.maximumCount)).map { number in
            IssuingKey(
                publicKey: try PublicKey([UInt8](repeating: number, count: 32)), notBefore: day,
                notAfter: day,
                withdrawnFrom: day)
        }
        let names = (0...255 as ClosedRange<UInt8>).map {
            ($0, "\($0)" + String(repeating: "x", count: 32 - "\($0)".count))
        }
        let body = try vendor.productFileBody(
            vendor: text, product: longestProduct, issuedAt: day.start, version: .max, name: text,
            issuingKeys: keys,
            features: Dictionary(uniqueKeysWithValues: names),
            contact: Contact(phone: text, email: text, portal: text))
        let size = try vendor.productFile(body).encoded.count
        #expect(size == 12_396)
        #expect(size <= DocumentKind.product.maximumSize)
    }

    @Test("of the samples is what the page says")
    func samples() throws {
        let productFile = try vendor.productFile()
        let request = try Sample.machine().request(for: productFile)
        #expect(productFile.encoded.count == 366)
        #expect(request.encoded.count == 256)
        let license = try vendor.license(for: request)
        #expect(license.encoded.count == 191)
    }
}
