import Activation
import Cryptography
import Fingerprint
import Installation
import Refusals
import Simulation
import Testing

@Suite("A request that waits")
struct WaitingRequestTests {
    let site: Site

    init() throws { site = try Site() }

    private func made(
        on machine: SimulatedMachine? = nil, version: UInt32 = 1, forUser: Bool = false,
        newDevice: Bool = false
    ) throws -> MadeRequest {
        try site.folder.makeRequest(
            trusting: .brought(site.vendor.productFile(version: version).unverified, rootKey: nil),
            key: site.vendor.activationKey, forUser: forUser, machine: Machine(machine ?? site.machine),
            newDevice: newDevice, reusing: true, random: SystemRandom())
    }

    private func renewal(on machine: SimulatedMachine) throws -> MadeRequest {
        try site.folder.makeRenewalRequest(
            trusting: .installed(Site.product), machine: Machine(machine), reusing: true,
            random: SystemRandom())
    }

    @Test func `is given again byte for byte, as often as it is asked for`() throws {
        let first = try made()
        #expect(!first.isWaiting)
        for days in [0, 1, 30] {
            let again = try made(on: site.machine.after(days: days))
            #expect(again.isWaiting && again.request.encoded == first.request.encoded)
        }
    }

    @Test func `is not the one for a user, of another product file, of a changed machine or of long ago`()
        throws
    {
        let first = try made()
        let machine = site.machine
        #expect(try !made(forUser: true).isWaiting)
        #expect(try !made(on: machine.with(.disk, "another")).isWaiting)
        #expect(try !made(on: machine.after(days: 31)).isWaiting)
        // Made while the clock was ahead: the latest that can be of now is the first.
        #expect(try made().request.encoded == first.request.encoded)
        #expect(try !made(version: 2).isWaiting)
    }

    @Test func `with a new device key waits with that key`() throws {
        _ = try site.install(site.vendor.license(for: made().request))
        let later = site.machine.after(days: 1)
        let first = try made(on: later, newDevice: true)
        let again = try made(on: later, newDevice: true)
        #expect(!first.isWaiting && again.isWaiting && again.dropped == nil)
        #expect(first.request.encoded == again.request.encoded)
    }

    @Test func `is over when it is answered`() throws {
        let first = try made()
        _ = try site.install(site.vendor.license(for: first.request))
        #expect(try !made(on: site.machine.after(days: 1)).isWaiting)
    }

    @Test func `for a renewal is over when it is answered, too`() throws {
        _ = try site.install(site.vendor.license(for: made().request))
        let later = site.machine.after(days: 2)
        let first = try renewal(on: later)
        #expect(try !first.isWaiting && renewal(on: later).isWaiting)
        #expect(try !renewal(on: later.with(.disk, "another")).isWaiting)
        _ = try site.install(site.vendor.license(for: first.request, issuedOn: "2026-11-25"), on: later)
        #expect(try !renewal(on: later.after(days: 1)).isWaiting)
    }
}
