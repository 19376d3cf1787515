import Activation
import Fingerprint
import PhoneCode
import Refusals
import SimulatedDesk
import Simulation
import Testing

@testable import Issuing
@testable import Ledger

@Suite("What the ledger keeps")
struct KeptFormTests {
    @Test func `Of a call is read as it was written, and what is no group is left out`() {
        let texts = [8: "123 456", 1: "000 001"]
        #expect(CallText.groups(CallText.text(texts, .words)) == (texts, .words))
        for line in ["7", "7 ", "x 123 456", ""] {
            let (found, form) = CallText.groups("digits\n\(line)\n8 123 456")
            #expect(found == [8: "123 456"] && form == .digits, "\(line)")
        }
    }

    @Test(arguments: [.machine, .user] as [LicenseBinding])
    func `Of a seat from before marks were kept is told by telephone as what is new is`(
        binding: LicenseBinding
    ) throws {
        let vendor = try Vendor()
        let (id, key) = try vendor.sell(binding: binding)
        let request = try SimulatedMachine().request(
            with: vendor.productFile(), key: key, forUser: binding == .user)
        _ = try vendor.answer(request)
        let seat = try vendor.vault.ledger.read { (ledger) throws(Refusal) in
            try ledger.activations(ofLicense: id.bytes).first
        }
        let (holder, mark) = (try #require(seat).fingerprint, try #require(seat?.mark))
        let kept: LicenseRecord.Binding = binding == .user ? .user : .machine
        #expect(Fingerprint.backfill.spoken(holder, kept) == mark)
    }
}
