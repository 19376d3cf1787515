import Activation
import COSE
import Fingerprint
import Issuing
import Refusals
import SimulatedDesk
import Simulation
import Testing

@Suite("A request that was answered before")
struct RepeatedAnswerTests {
    private let vendor: Vendor
    private let file: Verified<ProductFile>
    private let key: ActivationKey
    private let machine = SimulatedMachine()

    init() throws {
        vendor = try Vendor()
        file = try vendor.productFile()
        key = try vendor.sell(seats: 3).key
    }

    /// Answers it, and again after the machine was answered once more with other components.
    private func twice(_ machine: SimulatedMachine) throws -> (first: Answer, again: Answer) {
        let request = try machine.request(with: file, key: key)
        let first = try vendor.answer(request)
        vendor.clock.advance(days: 1)
        _ = try vendor.answer(machine.with(.networkCard, "later").request(with: file, key: key))
        let again = try vendor.answer(request)
        #expect([first.name, again.name] == ["granted", "repeated"])
        return (first, again)
    }

    @Test func `Says of the machine what was said then, not what is so now`() throws {
        _ = try vendor.answer(machine.request(with: file, key: key))
        vendor.clock.advance(days: 1)
        let (first, again) = try twice(machine.with(.disk, "new"))
        let disk = again.machine?.comparison?.results.first { $0.kind == ComponentKind.disk.rawValue }
        #expect(disk?.outcome == .changed)
        #expect(first.machine == again.machine)
    }

    @Test func `Says that the machine was new, and that another had its device key`() throws {
        _ = try vendor.answer(SimulatedMachine(2).request(with: file, key: key))
        let (first, again) = try twice(machine)
        #expect(first.machine?.warnings.map(\.code) == ["device-key-elsewhere"])
        #expect(first.machine == again.machine)
    }

    @Test(arguments: [.user, .site] as [LicenseBinding])
    func `Says nothing of the machine where the license is bound to none`(binding: LicenseBinding) throws {
        let sold = try vendor.sell(binding: binding)
        let request = try machine.request(with: file, key: sold.key, forUser: binding == .user)
        let answers = try [vendor.answer(request), vendor.answer(request)]
        #expect(answers.map(\.name) == ["granted", "repeated"])
        #expect(answers.allSatisfy { $0.machine == nil })
    }

    @Test func `Is refused where an earlier request in the ledger was changed`() throws {
        let first = try machine.request(with: file, key: key)
        let second = try machine.with(.disk, "new").request(with: file, key: key)
        _ = try vendor.answer(first)
        #expect(try vendor.answer(second).machine?.comparison != nil)
        try vendor.tamper(
            "DROP TRIGGER documents_never_updated",
            "UPDATE documents SET bytes = x'00' WHERE digest = (SELECT request FROM answers ORDER BY event LIMIT 1)"
        )
        #expect(try vendor.answer(second).name == "vault.damaged")
        #expect(try !vendor.vault.verifyLog().isWhole)
    }

    @Test func `Tells of a container again, among many too`() throws {
        let contained = machine.within(container: .docker)
        let (first, again) = try twice(contained)
        #expect(first.machine?.warnings == [.environment(contained.environment)])
        #expect(first.machine == again.machine)
        let other = try SimulatedMachine(3).within(container: .podman).request(
            with: file, key: key, device: 9)
        let both = try vendor.answer([other, other])
        #expect(both.map(\.name) == ["granted", "repeated"])
        #expect(both[0].warnings.count == 1 && both[0].warnings == both[1].warnings)
    }
}
