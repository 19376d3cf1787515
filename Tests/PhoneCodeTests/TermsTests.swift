import Activation
import COSE
import Cryptography
import Refusals
import TestSupport
import Testing

@testable import PhoneCode

@Suite("The terms in a response code")
struct TermsTests {
    @Test("have one number each, and each number has one span or none")
    func spans() {
        var known = 0
        for number in UInt64(0)..<65_536 {
            guard let span = LicenseSpan(number: number) else { continue }
            known += 1
            #expect(span.number == number)
        }
        #expect(known == 60_481)
    }

    @Test("are the same when they are read, whatever they are")
    func identity() throws {
        var random = SeededGenerator(seed: 11)
        let vendor = try Sample.vendor()
        let request = try Sample.machine().request(for: vendor.productFile())
        for _ in 0..<5_000 {
            let license = try Self.license(for: request, by: vendor, &random)
            let signer = KeyIdentifier(uncheckedBytes: random.bytes(8))
            let terms = try SpokenTerms(of: license, signedBy: signer)
            let field = try #require(terms.field)
            #expect(field.bits.count == SpokenTerms.width)
            var reader = BitReader(field)
            let read = try #require(SpokenTerms(&reader, answering: .activation))
            #expect(read == terms)
            guard case .license(let told) = read else { continue }
            #expect(told.issuedOn == license.issuedOn && told.lastDay == license.lastDay)
            #expect(told.maintenanceUntil == license.maintenanceUntil && told.kind == license.kind)
            #expect(told.features == license.features && told.binding == license.binding)
        }
    }

    /// A license that can be told.
    private static func license(
        for request: Verified<Request>, by vendor: SampleVendor, _ random: inout SeededGenerator
    ) throws -> License {
        let issuedOn = SpokenTerms.epoch.adding(days: random.number(0...16_383))
        var span = LicenseSpan(number: UInt64(random.number(0...60_480)))
        while span == nil { span = LicenseSpan(number: UInt64(random.number(0...60_480))) }
        let known = try #require(span)
        return try vendor.licenseBody(
            for: request.unverified, issuedOn: issuedOn,
            lastDay: known.days.map { issuedOn.adding(days: $0) }, kind: known.kind,
            binding: random.bool() ? .machine : .user,
            features: (UInt8(0)..<16).filter { _ in random.bool() },
            maintenanceUntil: known.maintenanceDays.map { issuedOn.adding(days: $0) })
    }

    @Test("of a time correction are the same when they are read")
    func corrections() throws {
        for seconds: Int64 in [0, 1, 86_399, 28_339_200, 1 << 34 - 1] {
            let moment = UnixTime(rawValue: SpokenTerms.epoch.start.rawValue + seconds)
            let terms = SpokenTerms.correction(signer: SpokenTerms.Signer(bits: 17), issuedAt: moment)
            var reader = BitReader(try #require(terms.field))
            #expect(SpokenTerms(&reader, answering: .timeCorrection) == terms)
        }
        for seconds: Int64 in [-1, 1 << 34] {
            let moment = UnixTime(rawValue: SpokenTerms.epoch.start.rawValue + seconds)
            #expect(
                SpokenTerms.correction(signer: SpokenTerms.Signer(bits: 1), issuedAt: moment).field == nil)
        }
        // Of the thirteen bits that say nothing none may be set.
        var field = BitField()
        field.append(1, width: SpokenTerms.width)
        var reader = BitReader(field)
        #expect(SpokenTerms(&reader, answering: .timeCorrection) == nil)
    }

    @Test("of a license that cannot be told are refused with the reason")
    func unspeakable() throws {
        let vendor = try Sample.vendor()
        let request = try Sample.machine().request(for: vendor.productFile()).unverified
        let day = Sample.now.day
        let cases: [(License, String)] = [
            (try vendor.licenseBody(for: request, binding: .site, seats: 5), "whole site"),
            (try vendor.licenseBody(for: request, startsOn: day.adding(days: 9)), "begins later"),
            (try vendor.licenseBody(for: request, features: [1, 16]), "feature number 16"),
            (try vendor.licenseBody(for: request, issuedOn: day.adding(days: -400)), "have no number"),
            (try vendor.licenseBody(for: request, lastDay: day.adding(days: 27_000)), "too far away"),
            (
                try vendor.licenseBody(for: request, maintenanceUntil: day),
                "maintenance does not end with the license"
            ),
            (
                try vendor.licenseBody(
                    for: request, lastDay: nil, kind: .perpetual, maintenanceUntil: day.adding(days: 4_096)),
                "maintenance ends more than eleven years"
            ),
        ]
        for (license, reason) in cases {
            let signer = KeyIdentifier(uncheckedBytes: [1, 2, 3, 4, 5, 6, 7, 8])
            let refusal = #expect(throws: Refusal.self) { try SpokenTerms(of: license, signedBy: signer) }
            #expect(refusal?.code == .phoneNotSpeakable)
            #expect(refusal?.sentence.contains(reason) == true, "\(refusal?.sentence ?? "") says \(reason)")
        }
    }
}
