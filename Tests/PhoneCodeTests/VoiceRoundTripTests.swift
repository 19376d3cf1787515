import Activation
import Cryptography
import Fingerprint
import PhoneCode
import Refusals
import TestSupport
import Testing

@Suite("A document that is told by telephone")
struct VoiceRoundTripTests {
    /// One table for all: it takes longer than all else here.
    static let completion = Result { () throws(CryptographyError) in try SignatureCompletion() }

    @Test("is byte for byte the license that the vendor signed")
    func license() throws {
        let vendor = try Sample.vendor()
        let machine = try Sample.machine()
        let file = try vendor.productFile()
        let request = try machine.request(for: file)
        let license = try vendor.license(for: request)
        let groups = try ResponseCode(of: license.unverified).spoken.digitGroups
        #expect(groups.count == 32)
        let code = try #require(SpokenCode(digitGroups: groups, direction: .response))
        let told = try ResponseCode(code)
        let document = try told.document(
            answering: request, under: file, completion: Self.completion.get())
        #expect(document.encoded == license.encoded)
    }

    @Test("is byte for byte the time correction that the vendor signed")
    func correction() throws {
        let vendor = try Sample.vendor()
        let file = try vendor.productFile()
        let request = try Sample.machine().timeRequest(for: file)
        let correction = try vendor.correction(for: request.unverified)
        let groups = try ResponseCode(of: correction.unverified).spoken.digitGroups
        let code = try #require(SpokenCode(digitGroups: groups, direction: .response))
        let document = try ResponseCode(code).document(
            answering: request, under: file, completion: Self.completion.get())
        #expect(document.encoded == correction.encoded)
    }

    @Test("begins with a request code that only the activation key makes")
    func request() throws {
        let file = try Sample.vendor().productFile()
        let request = try Sample.machine().request(for: file)
        let key = try Sample.activationKey()
        let code = try RequestCode(of: request, key: key.proofKey())
        let groups = code.spoken.digitGroups
        #expect(groups.count == 10)
        let read = try #require(SpokenCode(digitGroups: groups, direction: .request))
        #expect(try RequestCode(read) == code)
        #expect(code.digest == RequestDigest(of: request.unverified) && code.license == request.body.license)
        #expect(try code.isProven(by: key.proofKey(), product: Sample.product, namesUser: false))
        #expect(
            try !code.isProven(
                by: Sample.activationKey(2).proofKey(), product: Sample.product, namesUser: false))
        // Nor for another product, nor for a license that is bound to a user.
        #expect(try !code.isProven(by: key.proofKey(), product: Sample.product("other"), namesUser: false))
        #expect(try !code.isProven(by: key.proofKey(), product: Sample.product, namesUser: true))
        #expect(SpokenCode(digitGroups: groups, direction: .response) == nil)
    }

    @Test("has the mark of its machine, or of its user where it names one")
    func marks() throws {
        let machine = try Sample.machine()
        let alone = try machine.fingerprint()
        let named = try machine.fingerprint(forUser: true)
        #expect(MachineMark(of: alone) == MachineMark(ofMachine: named))
        #expect(
            MachineMark(of: named)
                == MachineMark(kind: ComponentKind.user.rawValue, digests: named.digests(of: .user)))
    }
}
