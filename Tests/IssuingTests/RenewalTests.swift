import Activation
import COSE
import Fingerprint
import Issuing
import Ledger
import Refusals
import SimulatedDesk
import Simulation
import Testing

@Suite("A renewal, vouched for by the device key")
struct RenewalTests {
    private let vendor: Vendor
    private let file: Verified<ProductFile>
    private let machine = SimulatedMachine()

    init() throws {
        vendor = try Vendor()
        file = try vendor.productFile()
    }

    private func activate(_ machine: SimulatedMachine, _ key: ActivationKey, device: UInt8 = 7) throws {
        let answer = try vendor.answer(machine.request(with: file, key: key, device: device))
        #expect(answer.name == "granted")
    }

    private func renew(
        _ machine: SimulatedMachine, _ id: LicenseID, forUser: Bool = false, product: ProductID? = nil,
        device: UInt8 = 7
    ) throws -> Answer {
        try vendor.answer(
            machine.vouchedRequest(
                with: file, for: .renewal, license: id, forUser: forUser, product: product, device: device))
    }

    @Test func `Gives the machine that has a seat a new term, without the activation key`() throws {
        let (id, key) = try vendor.sell(.lease(days: 30))
        try activate(machine, key)
        vendor.clock.advance(days: 25)
        let request = try machine.vouchedRequest(with: file, for: .renewal, license: id)
        let answer = try vendor.answer(request)
        let (grant, document) = (try #require(answer.grant), try #require(answer.document))
        #expect(grant.isSameSeat && grant.seatsInUse == 1)
        #expect(grant.license.lastDay == day("2027-01-17"))
        #expect(grant.license.request == RequestDigest(of: request.unverified))
        _ = try Unverified<License>(written: document.encoded).verified(under: file)
        let again = try vendor.answer(request)
        #expect(again.name == "repeated" && again.document?.encoded == document.encoded)
        #expect(try vendor.vault.verifyLog().isWhole)
    }

    @Test func `Records what the machine is now`() throws {
        let (id, key) = try vendor.sell()
        try activate(machine, key)
        let second = machine.with(.disk, "b")
        let changed = try #require(try renew(second, id).grant?.machine?.comparison)
        #expect(changed.results.contains { $0.outcome == .changed })
        // Compared with the first, this one would be another machine.
        #expect(try renew(second.with(.networkCard, "b"), id).name == "granted")
        #expect(try renew(machine, id).name == "request.device-unknown")
    }

    @Test func `Is not for two machines at once, by whoever has stolen the device key`() throws {
        let (id, key) = try vendor.sell(seats: 2)
        try activate(machine, key)
        var both = machine
        both.components += SimulatedMachine(2).components
        guard case .refused(let refusal) = try renew(both, id) else { return #expect(Bool(false)) }
        #expect(refusal.code == .requestMachineUnclear)
        #expect(refusal.sentence.contains("only 50 % of the hardware was known"))
        // Nor with the other one's machine id left out, which anybody can copy.
        var grown = machine
        grown.components += SimulatedMachine(2).components.filter { $0.kind != .machineID }
        #expect(try renew(grown, id).name == "request.machine-unclear")
        // A second disk alone is no second machine, nor is a second card after it.
        var disk = machine
        disk.components += SimulatedMachine(2).components.filter { $0.kind == .disk }
        #expect(try renew(disk, id).name == "granted")
        #expect(try renew(grown, id).name == "granted")
    }

    @Test func `Is for the machine on which the device key was, not for where it was copied to`() throws {
        let (id, key) = try vendor.sell(seats: 2)
        try activate(machine, key)
        guard case .refused(let refusal) = try renew(SimulatedMachine(2), id) else {
            return #expect(Bool(false))
        }
        #expect(refusal.code == .requestDeviceUnknown)
        #expect(refusal.sentence.contains("only 0 % of that machine's components"))
        #expect(try vendor.seatsInUse(id) == 1)
    }

    @Test func `Is not for a device key without a seat`() throws {
        let (id, key) = try vendor.sell()
        #expect(try renew(machine, id).name == "request.device-unknown")
        try activate(machine, key)
        #expect(try renew(machine, id, device: 8).name == "request.device-unknown")
        #expect(
            try renew(machine, SimulatedVendor.activationKey(9).licenseID()).name == "request.device-unknown")
        let (other, _) = try vendor.sell()
        #expect(try renew(machine, other).name == "request.device-unknown")
        try vendor.returnSeats(of: id)
        #expect(try renew(machine, id).name == "request.device-unknown")
    }

    @Test func `Is bound by all that binds an activation`() throws {
        let (id, key) = try vendor.sell(.trial(days: 3))
        try activate(machine, key)
        #expect(
            try renew(machine, id, product: SimulatedVendor.product("crane-planner")).name
                == "request.other-product")
        vendor.clock.advance(days: 4)
        #expect(try renew(machine, id).name == "license.ended")
        _ = try vendor.vault.change(
            Vendor.product, Vault.ProductChange(policy: Vault.PolicyChange(virtualMachines: .refuse)),
            in: vendor.surroundings)
        #expect(
            try renew(machine.within(hypervisor: .kvm), id).name == "fingerprint.environment-refused")
        _ = try vendor.vault.revoke(id, reason: "refund", in: vendor.surroundings)
        #expect(try renew(machine, id).name == "license.revoked")
    }

    @Test func `Of every state folder that has the seat, not of the last one only`() throws {
        let (id, key) = try vendor.sell()
        try activate(machine, key, device: 7)
        try activate(machine, key, device: 8)
        for device: UInt8 in [7, 8, 7] {
            #expect(try renew(machine, id, device: device).grant?.isSameSeat == true)
        }
        #expect(try vendor.seatsInUse(id) == 1)
    }

    @Test func `For a user, on the machines on which he was, and for nobody else`() throws {
        let (id, key) = try vendor.sell(binding: .user)
        _ = try vendor.answer(machine.request(with: file, key: key, forUser: true))
        #expect(try renew(machine, id, forUser: true).grant?.isSameSeat == true)
        #expect(try renew(machine, id).name == "request.user-missing")
        #expect(try renew(machine.usedBy("mallory"), id, forUser: true).name == "request.device-unknown")
    }

    @Test func `For a site, on each machine that was answered before`() throws {
        let (id, key) = try vendor.sell(binding: .site)
        try activate(machine, key, device: 7)
        try activate(SimulatedMachine(2), key, device: 8)
        #expect(try renew(machine, id, device: 7).name == "granted")
        #expect(try renew(SimulatedMachine(2), id, device: 8).name == "granted")
        #expect(try renew(SimulatedMachine(3), id, device: 9).name == "request.device-unknown")
    }
}
