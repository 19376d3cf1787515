import Activation
import Cryptography
import Fingerprint
import Refusals
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
        // Numbers that no program knows yet: those that are known take a byte less each.
        return try #require(
            Fingerprint(entries: entries, environment: EnvironmentCode(hypervisor: .max, container: .max)))
    }

    /// 2106-02-07T06:28:15Z: the last moment that takes four bytes and a head.
    private let lastShortMoment = UnixTime(rawValue: 4_294_967_295)

    private func largestRequest() throws -> Verified<Request> {
        let productFile = try vendor.productFileBody(product: longestProduct, version: .max)
        let machine = try Sample.machine()
        return try machine.request(
            machine.requestBody(
                for: productFile, key: Sample.activationKey(), madeAt: lastShortMoment,
                fingerprint: largestFingerprint()))
    }

    private func largestRequest(for purpose: Request.Purpose, at moment: UnixTime) throws -> Int {
        let machine = try Sample.machine()
        let body = try machine.requestBody(
            for: vendor.productFileBody(product: longestProduct, version: .max), purpose: purpose,
            madeAt: moment, fingerprint: largestFingerprint())
        return try machine.request(body).encoded.count
    }

    private func license(features: [UInt8], for request: Verified<Request>) throws -> License {
        let last = try Sample.day("9999-12-31")
        return try vendor.licenseBody(
            for: request.unverified, issuedOn: last.adding(days: -2), startsOn: last.adding(days: -1),
            lastDay: last,
            binding: .site, features: features, seats: .max, maintenanceUntil: last)
    }

    @Test("of an activation is 298 bytes at most until 2106, of 300 that are allowed")
    func request() throws {
        let size = try largestRequest().encoded.count
        #expect(size == 298)
        #expect(DocumentKind.request.maximumSize == 300)
    }

    @Test(
        "of an activation is 300 bytes at most after 2105, with a hypervisor and a container that are known")
    func lateRequest() throws {
        let machine = try Sample.machine()
        let known = EnvironmentCode(
            hypervisor: try #require(Hypervisor.allCases.map(\.rawValue).max()),
            container: try #require(Container.allCases.map(\.rawValue).max()))
        let productFile = try vendor.productFileBody(product: longestProduct, version: .max)
        let latest = UnixTime(rawValue: 253_402_300_799)
        let fingerprint = try #require(
            Fingerprint(entries: largestFingerprint().entries, environment: known))
        let body = try machine.requestBody(
            for: productFile, key: Sample.activationKey(), madeAt: latest, fingerprint: fingerprint)
        #expect(try machine.request(body).encoded.count == 300)
        let unknown = try machine.requestBody(
            for: productFile, key: Sample.activationKey(), madeAt: latest, fingerprint: largestFingerprint())
        #expect(refusal { try machine.request(unknown) } == .documentTooLarge)
    }

    @Test("of the other requests leaves room, whatever the year")
    func otherRequests() throws {
        let latest = UnixTime(rawValue: 253_402_300_799)
        #expect(
            try largestRequest(for: .timeCorrection(highWaterMark: lastShortMoment), at: lastShortMoment)
                == 286)
        #expect(try largestRequest(for: .timeCorrection(highWaterMark: latest), at: latest) == 294)
        #expect(try largestRequest(for: .renewal, at: latest) == 284)
    }

    @Test("of a time correction is 187 bytes at most, of 300 that are allowed")
    func correction() throws {
        let size = try vendor.correction(
            for: largestRequest().unverified, issuedAt: UnixTime(rawValue: 253_402_300_799)
        ).encoded.count
        #expect(size == 187)
        #expect(DocumentKind.correction.maximumSize == 300)
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
            fingerprintPolicy: #require(
                FingerprintPolicy(
                    threshold: 100, readsRootOnly: true, virtualMachines: .refuse, containers: .refuse)),
            clockTolerance: #require(ClockTolerance(hours: 720)), issuingKeys: keys,
            features: Dictionary(uniqueKeysWithValues: names),
            contact: Contact(phone: text, email: text, portal: text, help: text))
        let size = try vendor.productFile(body).encoded.count
        #expect(size == 12_542)
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
        let timeRequest = try Sample.machine().timeRequest(for: productFile)
        #expect(timeRequest.encoded.count == 244)
        #expect(try vendor.correction(for: timeRequest.unverified).encoded.count == 173)
    }
}
