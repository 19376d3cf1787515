import Activation
import COSE
import Fingerprint
import Issuing
import Ledger
import Refusals
import SimulatedDesk
import Simulation
import Testing

@Suite("A machine is known again")
struct SameMachineTests {
    private let vendor: Vendor
    private let file: Verified<ProductFile>
    private let machine = SimulatedMachine()

    init() throws {
        vendor = try Vendor()
        file = try vendor.productFile()
    }

    private func answer(
        _ machine: SimulatedMachine, _ key: ActivationKey, device: UInt8 = 7
    ) throws -> Answer {
        try vendor.answer(machine.request(with: file, key: key, device: device))
    }

    @Test func `With another disk, and even a new device key, it keeps its one seat`() throws {
        let (id, key) = try vendor.sell()
        _ = try answer(machine, key, device: 7)
        let again = try #require(try answer(machine.with(.disk, "new"), key, device: 8).grant)
        #expect(again.isSameSeat)
        let disk = try #require(again.machine?.comparison?.results.first { $0.kind == 7 })
        #expect(disk.outcome == .changed && disk.bound == 1 && disk.same == 0)
        #expect(again.machine?.warnings == [])
        #expect(try vendor.seatsInUse(id) == 1)
    }

    @Test func `Part by part, because each time it is known as it is now`() throws {
        let (id, key) = try vendor.sell()
        var changing = machine
        for (kind, value) in [(ComponentKind.disk, "b"), (.networkCard, "c"), (.machineID, "d")] {
            #expect(try answer(changing, key).name == "granted")
            changing = changing.with(kind, value)
        }
        let last = try answer(changing, key)
        #expect(last.grant?.isSameSeat == true)
        #expect(try vendor.seatsInUse(id) == 1)
        // What it was at first is another machine by now.
        #expect(try answer(machine, key).name == "activation-key.used-up")
    }

    @Test func `Not by what a copy of its disk brings along`() throws {
        let (_, key) = try vendor.sell()
        _ = try answer(machine, key)
        let copy = machine.with(.disk, "other").with(.networkCard, "other")
        #expect(try answer(copy, key).name == "activation-key.used-up")
    }

    @Test func `A copied device key makes no machine known, and the vendor is told`() throws {
        let (_, key) = try vendor.sell(seats: 2)
        let (_, single) = try vendor.sell()
        let other = SimulatedMachine(2)
        _ = try answer(machine, key)
        _ = try answer(machine, single)
        let grant = try #require(try answer(other, key).grant)
        #expect(!grant.isSameSeat && grant.machine?.comparison == nil)
        #expect(grant.machine?.warnings.map(\.code) == ["device-key-elsewhere"])
        guard case .refused(let refusal) = try answer(other, single) else { return #expect(Bool(false)) }
        #expect(refusal.code == .activationKeyUsedUp)
        #expect(refusal.facts.contains(.boundToHardware))
        #expect(
            refusal.sentence.hasSuffix(
                "One has this device key, but only 0 % of its components are in the request, and 45 % are needed."
            ))
    }

    @Test func `As strictly as the product's policy says, from the moment it is set`() throws {
        let (_, key) = try vendor.sell()
        _ = try answer(machine, key)
        let changed = machine.with(.disk, "new")
        func setThreshold(_ percent: Int) throws {
            _ = try vendor.vault.change(
                Vendor.product,
                Vault.ProductChange(policy: Vault.PolicyChange(threshold: percent)), in: vendor.surroundings)
        }
        // Card and machine ID are 20 of 32 units.
        try setThreshold(63)
        #expect(try answer(changed, key).name == "activation-key.used-up")
        try setThreshold(62)
        #expect(try answer(changed, key).grant?.isSameSeat == true)
    }

    @Test func `Of several seats, the one that is most like it`() throws {
        let (id, key) = try vendor.sell(seats: 3)
        // They share a card, which would be enough for neither by itself.
        let twin = SimulatedMachine(2).with(.networkCard, "02:00:00:00:00:1")
        _ = try answer(machine, key, device: 7)
        _ = try answer(twin, key, device: 8)
        #expect(try vendor.seatsInUse(id) == 2)
        let grant = try #require(try answer(machine.with(.machineID, "new"), key, device: 9).grant)
        #expect(grant.isSameSeat)
        #expect(grant.machine?.comparison?.results.first { $0.kind == 7 }?.outcome == .same)
        #expect(try vendor.seatsInUse(id) == 2)
    }

    @Test func `A seat in use goes before one that was given back, however like it`() throws {
        let (id, key) = try vendor.sell(seats: 2)
        _ = try answer(machine, key)
        let before = try #require(try activations(id).first)
        try vendor.returnSeats(of: id)
        let other = machine.with(.disk, "b").with(.machineID, "b")
        _ = try answer(other, key)
        #expect(try activations(id).count == 2)
        // Half of this one is the first machine, and half of it the second.
        _ = try answer(machine.with(.machineID, "b"), key)
        let now = try activations(id)
        #expect(now.first?.id == before.id && now.first?.returnedAt == 1)
        #expect(try vendor.seatsInUse(id) == 1)
    }

    @Test func `One that gave its seat back takes its old place again, if a seat is free`() throws {
        let (id, key) = try vendor.sell()
        _ = try answer(machine, key)
        try vendor.returnSeats(of: id)
        _ = try answer(SimulatedMachine(2), key, device: 8)
        #expect(try answer(machine.with(.disk, "b"), key).name == "activation-key.used-up")
        try vendor.vault.setSeats(2, of: id, in: vendor.surroundings)
        let grant = try #require(try answer(machine.with(.disk, "b"), key).grant)
        #expect(!grant.isSameSeat && grant.seatsInUse == 2)
        #expect(try activations(id).map(\.returnedAt) == [nil, nil])
    }

    @Test func `A user is known by who he is, whatever his machine has in common with another's`() throws {
        let (_, key) = try vendor.sell(binding: .user)
        let first = try vendor.answer(machine.request(with: file, key: key, forUser: true))
        #expect(first.grant?.machine == nil)
        let somebody = try machine.usedBy("somebody").request(with: file, key: key, forUser: true)
        guard case .refused(let refusal) = try vendor.answer(somebody) else { return #expect(Bool(false)) }
        #expect(refusal.code == .activationKeyUsedUp && !refusal.facts.contains(.boundToHardware))
    }

    private func activations(_ id: LicenseID) throws -> [ActivationRecord] {
        try vendor.vault.ledger.read { (ledger) throws(Refusal) in try ledger.activations(ofLicense: id.bytes)
        }
    }
}
