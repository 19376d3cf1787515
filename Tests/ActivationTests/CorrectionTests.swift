import Activation
import COSE
import Cryptography
import Refusals
import TestSupport
import Testing

@Suite("A time correction")
struct CorrectionTests {
    let vendor: SampleVendor
    let request: Verified<Request>

    init() throws {
        vendor = try Sample.vendor()
        request = try Sample.machine().timeRequest(for: vendor.productFile())
    }

    @Test("says the vendor's time to the second, and which request it answers")
    func contents() throws {
        let moment = UnixTime(rawValue: Sample.now.rawValue + 1)
        let correction = try vendor.correction(for: request.unverified, issuedAt: moment).unverified
        let believed = try correction.verified(under: vendor.productFile()).body
        #expect(believed.issuedAt == moment)
        #expect(believed.request == RequestDigest(of: request.unverified))
        #expect(believed.product == request.body.product)
    }

    @Test(
        "is believed in every second of the days for which its key counts, and in no other",
        arguments: [
            ("2026-11-23", 0, true), ("2026-11-23", -1, false), ("2026-11-25", -1, true),
            ("2026-11-25", 0, false),
        ] as [(String, Int64, Bool)])
    func issuingDays(day: String, seconds: Int64, believed: Bool) throws {
        let moment = UnixTime(rawValue: try Sample.day(day).start.rawValue + seconds)
        let correction = try vendor.correction(for: request.unverified, issuedAt: moment).unverified
        let first = try Sample.day("2026-11-23")
        let lasts: [(notAfter: CalendarDay?, withdrawnFrom: CalendarDay?)] = [
            (notAfter: first.adding(days: 1), withdrawnFrom: nil),
            (notAfter: nil, withdrawnFrom: first.adding(days: 2)),
        ]
        for (notAfter, withdrawnFrom) in lasts {
            let key = IssuingKey(
                publicKey: vendor.issuingKey.publicKey, notBefore: first, notAfter: notAfter,
                withdrawnFrom: withdrawnFrom)
            let file = try vendor.productFile(vendor.productFileBody(issuingKeys: [key]))
            #expect(
                refusal { try correction.verified(under: file) }
                    == (believed ? nil : .correctionIssuerWithdrawn))
        }
    }

    @Test("is not believed if a key signed it that is not listed, not the one it names, or none it names")
    func signers() throws {
        let file = try vendor.productFile()
        let body = try vendor.correction(for: request.unverified).body
        let thief = try Sample.signingKey(99)
        let issuing = KeyIdentifier(of: vendor.issuingKey.publicKey)
        let cases: [(SigningKey, KeyIdentifier?, RefusalCode)] = [
            (thief, KeyIdentifier(of: thief.publicKey), .correctionIssuerUnknown),
            (vendor.rootKey, KeyIdentifier(of: vendor.rootKey.publicKey), .correctionIssuerUnknown),
            (vendor.issuingKey, nil, .correctionIssuerUnknown),
            (thief, issuing, .correctionSignatureInvalid),
        ]
        for (key, name, code) in cases {
            let forged = try Verified(signing: body, key: key, keyIdentifier: name).unverified
            #expect(refusal { try forged.verified(under: file) } == code)
        }
    }

    @Test("is for one product")
    func products() throws {
        let other = try vendor.correction(for: request.unverified, product: Sample.product("another"))
        #expect(
            refusal { try other.unverified.verified(under: vendor.productFile()) } == .correctionOtherProduct)
    }

    @Test("is taken for no other document, and no other document for it; what to do is said")
    func kinds() throws {
        let file = try vendor.productFile().encoded
        let license = try vendor.license(for: request).encoded
        let correction = try vendor.correction(for: request.unverified).encoded
        #expect(refusal { try Unverified<License>(written: correction) } == .documentWrongKind)
        #expect(refusal { try Unverified<Request>(written: correction) } == .documentWrongKind)
        #expect(refusal { try Unverified<ProductFile>(written: correction) } == .documentWrongKind)
        #expect(refusal { try Unverified<TimeCorrection>(written: file) } == .documentWrongKind)
        let remedies = [
            (request.encoded, "This is a request; a time correction is needed here.", "Send this request"),
            (license, "This is a license; a time correction is needed here.", "Give the time correction"),
        ]
        for (input, sentence, remedy) in remedies {
            let error = #expect(throws: Refusal.self) { try Unverified<TimeCorrection>(written: input) }
            #expect(error?.sentence == sentence)
            #expect(error?.remedy.hasPrefix(remedy) == true)
        }
        let error = #expect(throws: Refusal.self) { try Unverified<Request>(written: correction) }
        #expect(error?.facts == [.needed(.installationAtSite)])
    }
}
