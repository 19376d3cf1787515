import Activation
import COSE
import Fingerprint
import Issuing
import Refusals
import SimulatedDesk
import Simulation
import Testing

@Suite("A product's policy")
struct PolicyTests {
    private let vendor: Vendor
    private let file: Verified<ProductFile>
    private let virtual = SimulatedMachine().within(hypervisor: .kvm)
    private let contained = SimulatedMachine().within(hypervisor: .kvm, container: .docker)

    init() throws {
        vendor = try Vendor()
        file = try vendor.productFile()
    }

    private func set(_ policy: Vault.PolicyChange) throws -> [String] {
        try vendor.vault.change(
            Vendor.product, Vault.ProductChange(policy: policy), in: vendor.surroundings)
    }

    private func answer(_ machine: SimulatedMachine, _ key: ActivationKey) throws -> Answer {
        try vendor.answer(machine.request(with: file, key: key))
    }

    @Test func `Where nothing is said, a virtual machine is like any other, and a container is told of`()
        throws
    {
        let (_, key) = try vendor.sell(seats: 2)
        let machine = try #require(try answer(virtual, key).grant?.machine)
        #expect(machine.environment.label == "a virtual machine (KVM)")
        #expect(machine.warnings == [])
        let other = SimulatedMachine(2).within(container: .docker)
        let request = try other.request(with: file, key: key, device: 8)
        #expect(try vendor.answer(request).grant?.machine?.warnings == [.environment(other.environment)])
    }

    @Test func `What it does not allow is refused, with the option that would allow it`() throws {
        let (_, key) = try vendor.sell(seats: 2)
        _ = try set(Vault.PolicyChange(virtualMachines: .refuse, containers: .refuse))
        #expect(try answer(SimulatedMachine(2), key).name == "granted")
        guard case .refused(let refusal) = try answer(contained, key) else { return #expect(Bool(false)) }
        #expect(refusal.code == .fingerprintEnvironmentRefused)
        #expect(
            refusal.sentence
                == "The request comes from a container (Docker) on a virtual machine (KVM), and this product is not "
                + "licensed for that.")
        #expect(
            refusal.remedy.hasSuffix(
                "allow it for the whole product; the sites then need the next product file."))
        #expect(refusal.facts == [.product("hull-designer"), .virtualMachine, .container])
        _ = try set(Vault.PolicyChange(virtualMachines: .allow))
        guard case .refused(let second) = try answer(contained, key) else { return #expect(Bool(false)) }
        #expect(second.facts == [.product("hull-designer"), .container])
        #expect(try answer(virtual, key).name == "granted")
    }

    @Test func `A user's or a site's license is not about the machine`() throws {
        let (_, user) = try vendor.sell(binding: .user)
        let (_, site) = try vendor.sell(binding: .site)
        _ = try set(Vault.PolicyChange(virtualMachines: .refuse, containers: .refuse))
        #expect(try vendor.answer(contained.request(with: file, key: user, forUser: true)).name == "granted")
        #expect(try answer(contained, site).name == "granted")
    }

    @Test func `A machine that moved into a virtual one is known by what it was`() throws {
        let (id, key) = try vendor.sell()
        _ = try answer(SimulatedMachine().with(.networkCard, "old"), key)
        let moved = try #require(try answer(virtual, key).grant)
        #expect(moved.isSameSeat)
        #expect(try vendor.seatsInUse(id) == 1)
    }

    @Test func `It stands in the next product file, which is a new version`() throws {
        #expect(file.body.fingerprintPolicy == .standard && file.body.clockTolerance == .standard)
        #expect(try set(Vault.PolicyChange(threshold: 60)) == ["threshold"])
        #expect(try set(Vault.PolicyChange(threshold: 60)) == [])
        #expect(
            try set(
                Vault.PolicyChange(
                    readsRootOnly: true, virtualMachines: .warn, containers: .refuse, clockHours: 2))
                == ["root-only-components", "virtual-machines", "containers", "clock-tolerance"])
        let next = try vendor.productFile().body
        #expect(next.version == 2)
        #expect(
            next.fingerprintPolicy
                == FingerprintPolicy(
                    threshold: 60, readsRootOnly: true, virtualMachines: .warn, containers: .refuse))
        #expect(next.clockTolerance.hours == 2)
        #expect(try vendor.productFile().body.version == 2)
    }

    @Test func `A new product can have one from the start`() throws {
        let crane = SimulatedVendor.product("crane-planner")
        try vendor.vault.add(
            Vault.NewProduct(
                id: crane, name: "Crane", vendor: "Nordwerft", features: [], contact: Contact(),
                policy: Vault.PolicyChange(threshold: 100, clockHours: 720)),
            in: vendor.surroundings)
        let body = try vendor.productFile(crane).body
        #expect(body.fingerprintPolicy.threshold == 100 && body.clockTolerance.hours == 720)
        #expect(body.fingerprintPolicy.containers == .warn)
    }

    @Test(arguments: [
        Vault.PolicyChange(threshold: 29), Vault.PolicyChange(threshold: 101),
        Vault.PolicyChange(threshold: 301), Vault.PolicyChange(clockHours: 0),
        Vault.PolicyChange(clockHours: 721), Vault.PolicyChange(clockHours: -1),
    ])
    func `Numbers that are none of it are refused`(policy: Vault.PolicyChange) {
        #expect(refusal { try set(policy) }?.code == .usageInvalid)
    }

    @Test(arguments: ["threshold = 5", "virtual_machines = 9", "containers = -1", "clock_hours = 0"])
    func `One that was damaged in the ledger is not gone by`(change: String) throws {
        try vendor.tamper("UPDATE products SET \(change)")
        #expect(refusal { try vendor.productFile() }?.code == .vaultDamaged)
    }
}
