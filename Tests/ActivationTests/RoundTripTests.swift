import Activation
import CBOR
import COSE
import Cryptography
import Fingerprint
import Refusals
import TestSupport
import Testing

@Suite("A document that is signed")
struct RoundTripTests {
    let vendor: SampleVendor

    init() throws { vendor = try Sample.vendor() }

    @Test("is read back as it was meant, plain and in armour")
    func samples() throws {
        let productFile = try vendor.productFile()
        let request = try Sample.machine().request(for: productFile, forUser: true)
        let license = try vendor.license(for: request)
        try check(productFile)
        try check(request)
        try check(license)
        try check(vendor.correction(for: Sample.machine().timeRequest(for: productFile).unverified))
    }

    @Test("is read back as it was meant, whatever it says", arguments: 0..<8 as Range<UInt64>)
    func generated(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<25 {
            let productFile = try vendor.productFile(generator.productFile(vendor))
            try check(productFile)
            let request = try Sample.machine().request(generator.request(for: productFile.body))
            try check(request)
            try check(vendor.license(generator.license(vendor, for: request.unverified)))
            try check(
                vendor.correction(
                    for: request.unverified, product: productFile.body.product, issuedAt: generator.time()))
        }
    }

    private func check<Body>(_ document: Verified<Body>) throws {
        #expect(try Body(claims: document.body.claims) == document.body)
        #expect(CBOREncoder.encode(document.body.claims) == document.object.payload)
        for form in [document.encoded, Armour(kind: Body.kind, bytes: document.encoded).text] {
            let read = try Unverified<Body>(written: form)
            #expect(read.unverifiedBody == document.body)
            #expect(read.encoded == document.encoded && read.object == document.object)
        }
        #expect(document.unverified.unverifiedBody == document.body)
        #expect(document.encoded.count <= Body.kind.maximumSize)
        for kind in DocumentKind.allCases where kind != Body.kind {
            let armour = Armour(kind: kind, bytes: document.encoded).text
            #expect(refusal { try AnyDocument(written: armour) } == .documentMalformed)
        }
    }
}

extension SeededGenerator {
    fileprivate mutating func text(_ count: ClosedRange<Int>) -> String {
        let letters = Array("aZ09 .-+@/éß水дح€😀")
        var text = ""
        for _ in 0..<number(count) {
            let next = text + String(letters[number(0...letters.count - 1)])
            if next.utf8.count <= 128 { text = next }
        }
        return text
    }

    fileprivate mutating func name(_ count: ClosedRange<Int>) -> String {
        let letters = Array("abcdefghijklmnopqrstuvwxyz0123456789.-")
        return String(letters[number(0...35)])
            + String((1..<number(count)).map { _ in letters[number(0...37)] })
    }

    fileprivate mutating func day(_ range: ClosedRange<Int> = 0...2_932_896) -> CalendarDay {
        CalendarDay(daysSince1970: Int32(number(range)))
    }

    fileprivate mutating func time() -> UnixTime { UnixTime(rawValue: Int64(number(0...253_402_300_799))) }

    fileprivate mutating func maybe<Value>(_ make: (inout Self) throws -> Value) rethrows -> Value? {
        bool() ? try make(&self) : nil
    }

    fileprivate mutating func productFile(_ vendor: SampleVendor) throws -> ProductFile {
        var features: [UInt8: String] = [:]
        for _ in 0..<number(0...40) { features[UInt8(number(0...255))] = "f\(next())" }
        let keys = try (0..<number(1...8)).map { _ in
            IssuingKey(
                publicKey: try PublicKey(bytes(32)), notBefore: day(), notAfter: maybe { $0.day() },
                withdrawnFrom: maybe { $0.day() })
        }
        return try vendor.productFileBody(
            vendor: text(1...60), product: Sample.product(name(2...23)), issuedAt: time(),
            version: UInt32(number(1...Int(UInt32.max))), name: text(1...60),
            salt: FingerprintSalt(bytes(16)), fingerprintPolicy: fingerprintPolicy(),
            clockTolerance: #require(ClockTolerance(hours: UInt16(number(1...720)))), issuingKeys: keys,
            features: features,
            contact: Contact(
                phone: maybe { $0.text(1...30) }, email: maybe { $0.text(1...30) },
                portal: maybe { $0.text(1...30) }, help: maybe { $0.text(1...30) }))
    }

    fileprivate mutating func fingerprintPolicy() throws -> FingerprintPolicy {
        let permissions = FingerprintPolicy.Permission.allCases
        return try #require(
            FingerprintPolicy(
                threshold: UInt8(number(30...100)), readsRootOnly: bool(),
                virtualMachines: permissions[number(0...2)], containers: permissions[number(0...2)]))
    }

    fileprivate mutating func environment() -> EnvironmentCode {
        // Most machines are bare hardware; a newer program may know more of the others.
        EnvironmentCode(
            hypervisor: bool() ? 0 : UInt8(number(0...255)), container: bool() ? 0 : UInt8(number(0...255)))
    }

    fileprivate mutating func request(for productFile: ProductFile) throws -> Request {
        var digests: [UInt8: [ComponentDigest]] = [:]
        for _ in 0..<number(0...10) {
            digests[UInt8(number(0...12)), default: []].append(
                ComponentDigest(rawValue: UInt16(number(0...65_535))))
        }
        let entries = digests.sorted { $0.key < $1.key }
            .compactMap { Fingerprint.Entry(kind: $0.key, digests: bool() ? $0.value.sorted() : []) }
        let fingerprint = try #require(Fingerprint(entries: entries, environment: environment()))
        let machine = try Sample.machine()
        let key = try ActivationKey.generate(from: SeededRandom(seed: next()))
        // All of them at their largest, after the year 2105, would not fit.
        let madeAt = bool() ? time() : UnixTime(rawValue: Int64(number(0...4_294_967_295)))
        switch RequestKind.allCases[number(0...2)] {
        case .activation:
            return try machine.requestBody(
                for: productFile, key: key, madeAt: madeAt.rawValue >> 32 > 0 ? Sample.now : madeAt,
                nonce: RequestNonce(bytes(16)), fingerprint: fingerprint)
        case .renewal:
            return try machine.requestBody(
                for: productFile, purpose: .renewal, key: key, madeAt: madeAt, fingerprint: fingerprint)
        case .timeCorrection:
            return try machine.requestBody(
                for: productFile, purpose: .timeCorrection(highWaterMark: time()), key: key, madeAt: madeAt,
                fingerprint: fingerprint)
        }
    }

    fileprivate mutating func license(_ vendor: SampleVendor, for request: Unverified<Request>) throws
        -> License
    {
        let kind = LicenseKind.allCases[number(0...3)]
        let binding = LicenseBinding.allCases[number(0...2)]
        let issuedOn = day(0...2_932_000)
        let issued = Int(issuedOn.daysSince1970)
        let startsOn = maybe { $0.day(issued + 1...2_932_500) }
        let earliest = Int((startsOn ?? issuedOn).daysSince1970)
        return try vendor.licenseBody(
            for: request, issuedOn: issuedOn, startsOn: startsOn,
            lastDay: kind == .perpetual ? nil : day(earliest...2_932_896), kind: kind, binding: binding,
            features: Set((0..<number(0...8)).map { _ in UInt8(number(0...255)) }).sorted(),
            seats: binding == .site ? UInt32(number(1...Int(UInt32.max))) : 1,
            maintenanceUntil: maybe { $0.day() })
    }
}
