import Activation
import COSE
import Cryptography
import Issuing
import Ledger
import LogProof
import Refusals
import SimulatedDesk
import Simulation
import Testing

@Suite("One event that is shown to others")
struct ProvenEventTests {
    private let vendor: Vendor
    private let thumbprint: SHA256Digest

    init() throws {
        vendor = try Vendor()
        thumbprint = COSEKey.thumbprint(of: vendor.rootKey)
        for _ in 0..<5 { _ = try vendor.sell() }
    }

    @Test func `Is whole for each event, and needs neither vault nor network`() throws {
        let told = try vendor.events().reversed()
        #expect(told.count == 8)
        let head = try vendor.locked().checkpoint().head
        for record in told {
            let proven = try vendor.locked().prove(record.sequence)
            #expect(proven.rootKey == vendor.rootKey && proven.certificates.count == 1)
            let given = try #require(GivenReceipt(encoded: proven.given.encoded))
            let shown = try ShownEvent(given, believing: thumbprint)
            #expect(shown.event.number == record.sequence && shown.event.action == record.action)
            #expect(shown.event.subject == record.subject && shown.event.actor == record.actor)
            #expect(shown.entry.index == UInt64(record.sequence - 1) && shown.entry.head.head == head)
            #expect(shown.event.encoded == proven.event)
        }
    }

    @Test func `Keeps what is erasable to itself, and says that it is there`() throws {
        let (id, _) = try vendor.vault.add(
            Vault.NewLicense(
                product: Vendor.product, customer: "Secret Yard", term: .perpetual, binding: .machine,
                seats: 1,
                features: [], maintenanceUntil: nil), in: vendor.surroundings)
        let proven = try vendor.locked().prove(9)
        #expect(proven.shown.event.subject == id.description && proven.shown.event.detail?.count == 32)
        let bytes = String(decoding: proven.given.encoded, as: UTF8.self)
        #expect(!bytes.contains("Secret Yard"))
        #expect(try vendor.events(limit: 1).first?.detail?.contains("Secret Yard") == true)
    }

    @Test(arguments: [0, -1, 9, Int64.max, Int64.min])
    func `Is none where the log has none`(number: Int64) throws {
        #expect(refusal { try vendor.locked().prove(number) }?.code == .auditEventUnknown)
    }

    @Test func `Is not shown by another event's receipt, another key's, or without certificates`() throws {
        let (one, other) = (try vendor.locked().prove(4), try vendor.locked().prove(5))
        func code(_ receipt: [UInt8], _ event: [UInt8], _ certificates: [[UInt8]], _ key: PublicKey)
            -> RefusalCode?
        {
            refusal {
                try ShownEvent(receipt: receipt, event: event, certificates: certificates, rootKey: key)
            }?.code
        }
        let (certificates, key) = (one.certificates, vendor.rootKey)
        #expect(code(one.receipt, one.event, certificates, key) == nil)
        #expect(code(one.receipt, other.event, certificates, key) == .auditReceiptInvalid)
        #expect(code(one.receipt, one.event, [], key) == .auditReceiptInvalid)
        let stranger = try Vendor()
        #expect(code(one.receipt, one.event, certificates, stranger.rootKey) == .auditReceiptInvalid)
        let foreign = try stranger.locked().prove(1)
        #expect(code(one.receipt, one.event, foreign.certificates, stranger.rootKey) == .auditReceiptInvalid)
        #expect(
            refusal { try ShownEvent(foreign.given, believing: thumbprint) }?.code == .auditReceiptInvalid)
        #expect(code(foreign.receipt, foreign.event, foreign.certificates, stranger.rootKey) == nil)
        for place in one.event.indices {
            var changed = one.event
            changed[place] ^= 1
            #expect(code(one.receipt, changed, certificates, key) == .auditReceiptInvalid, "byte \(place)")
        }
    }

    @Test func `Stays shown after the log has grown, and by the head of then`() throws {
        let before = try vendor.locked().prove(4)
        _ = try vendor.sell()
        #expect(try ShownEvent(before.given, believing: thumbprint).entry.head.head.size == 8)
        #expect(try vendor.locked().prove(4).shown.entry.head.head.size == 9)
    }

    @Test func `Is not made where any event was changed: they do not add up to the head`() throws {
        try vendor.tamper(
            "DROP TRIGGER events_never_updated",
            "UPDATE events SET bytes = (SELECT bytes FROM events WHERE number = 6) WHERE number = 5")
        for number in Int64(1)...8 where number != 5 {
            #expect(refusal { try vendor.locked().prove(number) }?.code == .auditBroken, "\(number)")
        }
    }

    @Test func `And a checkpoint say what was signed last`() throws {
        let first = try vendor.locked().checkpoint()
        #expect(first.head.size == 8 && first.keyNumber == 1)
        #expect(try first.head.root.bytes == vendor.vault.verifyLog().root)
        #expect(try vendor.locked().checkpoint() == first)
        vendor.clock.advance(days: 3)
        _ = try vendor.sell()
        let second = try vendor.locked().checkpoint()
        #expect(second.head.size == 9 && second.head.time == first.head.time + 3 * 86_400)
        // Under a clock that is before the audit key's first moment, that moment is signed.
        vendor.clock.advance(days: -400)
        _ = try vendor.sell()
        #expect(try vendor.locked().checkpoint().head.time == first.head.time)
        #expect(try vendor.vault.verifyLog().isWhole)
    }
}
