import Activation
import COSE
import Cryptography
import Fingerprint
import Issuing
import Ledger
import PhoneCode
import Refusals
import SimulatedDesk
import Simulation
import Testing

/// A customer who wants one seat to do for several machines, with a changed client.
@Suite("One seat is for one machine")
struct OneSeatTests {
    private let vendor: Vendor
    private let file: Verified<ProductFile>
    private let license: LicenseID
    private let key: ActivationKey

    init() throws {
        vendor = try Vendor()
        file = try vendor.productFile()
        (license, key) = try vendor.sell(.lease(days: 90))
    }

    /// An office computer.
    private func computer(_ number: Int) -> SimulatedMachine {
        var machine = SimulatedMachine(number)
        machine.components += [
            SimulatedMachine.component(.processor, "model"), SimulatedMachine.component(.tpm, "2.0"),
        ]
        return machine
    }

    /// The components of several computers, with the machine id of one of them.
    private func merged(_ numbers: [Int], id: Int) -> SimulatedMachine {
        var machine = computer(id)
        for number in numbers where number != id {
            machine.components += SimulatedMachine(number).components.filter { $0.kind != .machineID }
        }
        return machine
    }

    private func activation(_ machine: SimulatedMachine, _ key: ActivationKey? = nil, device: UInt8 = 7)
        throws
        -> Verified<Request>
    {
        try machine.at(vendor.clock.now).request(with: file, key: key ?? self.key, device: device)
    }

    private func renewal(_ machine: SimulatedMachine, device: UInt8 = 7) throws -> Verified<Request> {
        try machine.at(vendor.clock.now).vouchedRequest(
            with: file, for: .renewal, license: license, device: device)
    }

    @Test func `A seat that does not exist is named, with the license whose seats are to be looked up`()
        throws
    {
        _ = try answer(activation(computer(1)))
        guard case .refused(let refusal) = try answer(renewal(computer(1)), seat: .number(7)) else {
            Issue.record("seat 7 was taken")
            return
        }
        #expect(refusal.code == .usageInvalid)
        #expect(refusal.facts == [.license(license.description), .chosenSeat("7")])
        #expect(refusal.sentence == "License \(license) has no seat 7 in use; only seat 1 is.")
    }

    @Test func `The seats that can be chosen are named, as far as one can read them`() throws {
        let (license, key) = try vendor.sell(seats: 30)
        func sentence(taken count: ClosedRange<Int>) throws -> String? {
            for number in count {
                let request = try activation(computer(number), key, device: UInt8(number))
                #expect(try answer(request).name == "granted")
            }
            let request = try activation(computer(99), key, device: 99)
            guard case .refused(let refusal) = try answer(request, seat: .number(31)) else { return nil }
            return refusal.sentence.replacing("License \(license) has no seat 31 in use", with: "")
        }
        #expect(try sentence(taken: 1...3) == "; seats 1, 2 and 3 are.")
        #expect(try sentence(taken: 4...21) == "; the newest is 21.")
    }

    @Test func `A seat that is another machine's is named with its license`() throws {
        let (license, key) = try vendor.sell(seats: 3)
        _ = try answer(activation(computer(1), key, device: 1))
        let request = try activation(computer(2), key, device: 2)
        guard case .refused(let refusal) = try answer(request, seat: .number(1)) else {
            Issue.record("seat 1 was taken")
            return
        }
        #expect(refusal.facts == [.license(license.description), .chosenSeat("1"), .reasonNeeded])
    }

    private func answer(
        _ request: Verified<Request>, seat: SeatChoice? = nil, because reason: String? = nil
    ) throws -> Answer {
        var desk = try vendor.vault.desk(in: vendor.surroundings).overriding(for: reason)
        desk.choice = seat
        return try #require(
            try desk.answer([IncomingRequest(name: "x", bytes: request.encoded, carrier: .file)]).first)
    }

    private func used(_ answer: Answer) -> Int? { answer.grant?.rebindings?.used }

    private func alerts() throws -> [String] {
        try vendor.vault.ledger.read { (ledger) throws(Refusal) in
            try ledger.callAlerts(now: vendor.clock.now)
        }.map(\.code)
    }

    private func seat() throws -> ActivationRecord {
        try #require(
            try vendor.vault.ledger.read { (ledger) throws(Refusal) in
                try ledger.activations(ofLicense: license.bytes)
            }.first)
    }

    // MARK: Two machines in one request

    @Test
    func `A second, a third and a fourth machine get in by no request that names them beside the first`()
        throws
    {
        #expect(try answer(activation(computer(1))).name == "granted")
        for (numbers, id) in [
            ([1, 2], 1), ([1, 2], 2), ([1, 2, 3], 1), ([1, 2, 3], 3), ([1, 2, 3, 4], 2),
        ] {
            // A request has ten components at most.
            let both = numbers.count < 4 ? merged(numbers, id: id) : merged(numbers, id: id).without(.tpm)
            // With the device key that is known, with a new one, and as a renewal.
            #expect(try answer(activation(both)).name == "request.machine-unclear")
            #expect(try answer(activation(both, device: 8)).name == "request.machine-unclear")
            #expect(try answer(renewal(both)).name == "request.machine-unclear")
        }
        #expect(try seat().fingerprint == activation(computer(1)).body.fingerprint.machineBytes)
        #expect(try alerts() == [])
    }

    @Test func `What is not clear is the vendor's to say, and is counted, logged and told`() throws {
        _ = try answer(activation(computer(1)))
        let both = merged([1, 2], id: 1)
        #expect(try answer(activation(both), seat: .number(2)).name == "request.machine-unclear")
        let granted = try answer(activation(both), seat: .number(1))
        #expect(granted.grant?.isSameSeat == true && granted.grant?.rebindings?.isCounted == true)
        let cards = granted.machine?.comparison?.results.first {
            $0.kind == ComponentKind.networkCard.rawValue
        }
        #expect(cards?.outcome == .same && cards?.newcomers == 1)
        #expect(try alerts() == ["seat-chosen"])
        let log = try vendor.vault.ledger.read { (ledger) throws(Refusal) in
            try ledger.auditRecords(limit: 10)
        }
        .map { "\($0.action)\(($0.detail ?? "erased").drop { $0 != "," })" }
        #expect(log.contains("request.seat-chosen, seat 1, x"))
        #expect(log.contains("seat.rebound, seat 1, 2 machine changes, 2 of 3 in a year, x"))
        #expect(try vendor.vault.verifyLog().isWhole)
    }

    @Test func `A machine that is not clear can be given a seat of its own`() throws {
        try vendor.vault.setSeats(2, of: license, in: vendor.surroundings)
        _ = try answer(activation(computer(1)))
        let both = merged([1, 2], id: 2)
        // A renewal has a seat already, or none.
        #expect(try answer(renewal(both), seat: .new).name == "request.machine-unclear")
        let granted = try answer(activation(both, device: 8), seat: .new)
        #expect(granted.grant?.isSameSeat == false && granted.grant?.seatsInUse == 2)
        #expect(used(granted) == 0)
        #expect(try alerts() == ["seat-chosen"])
    }

    @Test func `More components of a kind than the client ever names are refused`() throws {
        var many = computer(1)
        many.components += (2...5).map { SimulatedMachine.component(.networkCard, "02:00:00:00:00:\($0)") }
        #expect(try answer(activation(many)).name == "request.machine-unclear")
        #expect(try vendor.seatsInUse(license) == 0)
    }

    @Test func `A license for a user is for one`() throws {
        let (id, key) = try vendor.sell(binding: .user)
        var machine = computer(1)
        machine.components.append(computer(2).user)
        let two = try machine.request(with: file, key: key, forUser: true)
        #expect(two.body.fingerprint.digests(of: .user).count == 2)
        #expect(try answer(two).name == "request.user-missing")
        #expect(try vendor.seatsInUse(id) == 0)
    }

    @Test func `Machines that say they are the first one are not counted, and are looked at`() throws {
        for device: UInt8 in 7...9 {
            #expect(try answer(activation(computer(1), device: device)).grant?.rebindings?.isCounted == false)
        }
        #expect(try alerts() == [])
        _ = try answer(activation(computer(1), device: 10))
        #expect(try alerts() == ["many-device-keys"])
        vendor.clock.advance(days: 31)
        _ = try answer(activation(computer(1), device: 11))
        #expect(try alerts() == [])
    }

    // MARK: Unreadable kinds

    /// The request of a machine of which some kinds are called unreadable.
    private func hiding(
        _ kinds: [ComponentKind], _ machine: SimulatedMachine, asRenewal: Bool
    ) throws -> Verified<Request> {
        let fingerprint = try Fingerprint(
            of: machine.components.filter { !kinds.contains($0.kind) }, salt: file.body.salt,
            unreadable: kinds)
        let device = try SimulatedVendor.signingKey(7)
        let nonce = RequestNonce.random(from: SystemRandom())
        let body =
            asRenewal
            ? Request(
                product: file.body.product, madeAt: vendor.clock.now, nonce: nonce,
                deviceKey: device.publicKey,
                purpose: .renewal, license: license, productFileVersion: file.body.version,
                fingerprint: fingerprint)
            : try Request(
                product: file.body.product, madeAt: vendor.clock.now, nonce: nonce,
                deviceKey: device.publicKey,
                provenBy: key, productFileVersion: file.body.version, fingerprint: fingerprint)
        return try Verified(signing: body, key: device, keyIdentifier: nil)
    }

    @Test func `Kinds that are called unreadable make no second machine fit`() throws {
        _ = try answer(activation(computer(1)))
        for number in [2, 3] {
            let both = merged([1, number], id: 1)
            // This was 60 percent once, and licensed the second machine without the activation key.
            #expect(
                try answer(hiding([.machineID, .disk], both, asRenewal: true)).name
                    == "request.device-unknown")
            #expect(try answer(hiding([.machineID], both, asRenewal: true)).name == "request.machine-unclear")
            #expect(try answer(hiding([.disk], both, asRenewal: true)).name != "granted")
            // With the activation key it is another machine, and there is no seat for one.
            #expect(
                try answer(hiding([.machineID, .disk], both, asRenewal: false)).name
                    == "activation-key.used-up")
        }
    }

    @Test func `A seat never forgets a kind of component that it knew`() throws {
        _ = try answer(activation(computer(1)))
        let before = try seat().fingerprint
        #expect(try answer(hiding([.machineID], computer(1), asRenewal: true)).name == "granted")
        #expect(try seat().fingerprint == before)
        #expect(try answer(renewal(computer(1).without(.tpm))).name == "granted")
        #expect(try seat().fingerprint == before)
        // And is found by what it kept.
        #expect(
            try answer(activation(computer(1).with(.networkCard, "new"), device: 8)).grant?.isSameSeat == true
        )
    }

    // MARK: The allowance

    @Test func `One part at a time is counted, and past three in a year a reason is needed`() throws {
        _ = try answer(activation(computer(1)))
        let steps = [
            merged([1], id: 1).with(.networkCard, "b"),
            merged([1], id: 1).with(.networkCard, "b").with(.disk, "b"),
            merged([1], id: 1).with(.networkCard, "c").with(.disk, "b"),
        ]
        for (place, machine) in steps.enumerated() {
            vendor.clock.advance(days: 1)
            let request = try place % 2 == 0 ? activation(machine) : renewal(machine)
            #expect(try used(answer(request)) == place + 1)
        }
        #expect(try alerts() == ["rebindings-used-up"])
        let next = steps[2].with(.disk, "c").with(.machineID, "new")
        // What changes no hardware is answered as ever, and the same request again is not counted again.
        #expect(try answer(renewal(steps[2].with(.machineID, "new"))).name == "granted")
        #expect(try answer(activation(next)).name == "seat.rebindings-used-up")
        #expect(try answer(renewal(next)).name == "seat.rebindings-used-up")
        let request = try renewal(next)
        let overridden = try answer(request, because: "disk replaced, ticket 4711")
        #expect(used(overridden) == 4)
        #expect(try used(answer(request)) == 4)
        let log = try vendor.vault.ledger.read { (ledger) throws(Refusal) in try ledger.auditRecords(limit: 3)
        }
        #expect(log.contains { $0.detail?.contains("reason: disk replaced, ticket 4711") == true })
        #expect(try vendor.vault.verifyLog().isWhole)
    }

    @Test func `A reason that was given and not needed is not kept, and counts nothing by itself`() throws {
        _ = try answer(activation(computer(1)))
        #expect(try used(answer(renewal(computer(1)), because: "to be sure")) == 0)
        let log = try vendor.vault.ledger.read { (ledger) throws(Refusal) in try ledger.auditRecords(limit: 3)
        }
        #expect(!log.contains { $0.detail?.contains("to be sure") != false })
        for text in ["", "   ", "a\u{1b}[2J", String(repeating: "x", count: 201)] {
            let refusal = #expect(throws: Refusal.self) {
                try vendor.vault.desk(in: vendor.surroundings).overriding(for: text)
            }
            #expect(refusal?.code == .usageInvalid)
        }
    }

    @Test func `The year slides, the allowance is of all seats, and the product has its own`() throws {
        _ = try vendor.vault.change(
            Vendor.product, Vault.ProductChange(policy: Vault.PolicyChange(rebindings: 1)),
            in: vendor.surroundings)
        try vendor.vault.setSeats(2, of: license, in: vendor.surroundings)
        vendor.clock.advance(days: 500)
        _ = try answer(activation(computer(1)))
        _ = try answer(activation(computer(2), device: 8))
        #expect(try used(answer(activation(computer(1).with(.disk, "b")))) == 1)
        vendor.clock.advance(days: 1)
        #expect(try used(answer(activation(computer(1).with(.disk, "c")))) == 2)
        #expect(
            try answer(activation(computer(2).with(.disk, "d"), device: 8)).name == "seat.rebindings-used-up")
        vendor.clock.advance(days: 363)
        #expect(
            try answer(activation(computer(2).with(.disk, "d"), device: 8)).name == "seat.rebindings-used-up")
        vendor.clock.advance(days: 1)
        #expect(try used(answer(activation(computer(2).with(.disk, "d"), device: 8))) == 2)
        // A clock that is set back gives nothing back.
        vendor.clock.advance(days: -400)
        #expect(try answer(activation(computer(1).with(.disk, "e"))).name == "seat.rebindings-used-up")
        _ = try vendor.vault.change(
            Vendor.product, Vault.ProductChange(policy: Vault.PolicyChange(rebindings: 0)),
            in: vendor.surroundings)
        vendor.clock.advance(days: 2000)
        #expect(try answer(activation(computer(1).with(.disk, "e"))).name == "seat.rebindings-used-up")
    }

    @Test func `In one run the second of two counts the first`() throws {
        _ = try vendor.vault.change(
            Vendor.product, Vault.ProductChange(policy: Vault.PolicyChange(rebindings: 1)),
            in: vendor.surroundings)
        _ = try answer(activation(computer(1)))
        let requests = try ["b", "c"].map { try activation(computer(1).with(.disk, $0)) }
        let answers = try vendor.vault.desk(in: vendor.surroundings).answer(
            requests.map { IncomingRequest(name: "x", bytes: $0.encoded, carrier: .file) })
        #expect(answers.map(\.name) == ["granted", "seat.rebindings-used-up"])
    }

    @Test func `Rows that are taken out of the ledger are missed`() throws {
        _ = try answer(activation(computer(1)))
        _ = try answer(activation(computer(1).with(.disk, "b")))
        #expect(try vendor.vault.verifyLog().isWhole)
        try vendor.tamper("DROP TRIGGER rebindings_never_deleted; DELETE FROM rebindings")
        #expect(
            try vendor.findings() == [
                "A row of the table 'rebindings', which event 7 wrote, is missing."
            ])
        #expect(try answer(activation(computer(1).with(.disk, "c"))).name == "vault.damaged")
        #expect(try answer(renewal(computer(1).with(.disk, "b"))).name == "vault.damaged")
    }

    @Test func `Nor is the allowance fresh where the count is put back to what it was before them`() throws {
        _ = try answer(activation(computer(1)))
        try vendor.keep("seat_tallies")
        _ = try answer(activation(computer(1).with(.disk, "b")))
        try vendor.tamper("DROP TRIGGER rebindings_never_deleted; DELETE FROM rebindings")
        try vendor.putBack("seat_tallies")
        #expect(try answer(activation(computer(1).with(.disk, "c"))).name == "vault.damaged")
        #expect(try answer(renewal(computer(1).with(.disk, "b"))).name == "vault.damaged")
        #expect(
            try vendor.findings().contains { $0.contains("'seat_tallies'") || $0.contains("was put back") })
    }

    @Test(arguments: ["at = 0", "carrier = 'phone'", "reason = 'never given'", "parts = 0, number = 1"])
    func `Rows that are changed are missed too`(change: String) throws {
        _ = try answer(activation(computer(1)))
        vendor.clock.advance(days: 1)
        _ = try answer(activation(computer(1).with(.disk, "b")))
        vendor.clock.advance(days: -1)
        _ = try answer(activation(computer(1).with(.disk, "c")))
        #expect(try vendor.vault.verifyLog().isWhole)
        try vendor.tamper(
            "DROP TRIGGER rebindings_never_updated; UPDATE rebindings SET \(change) WHERE number = 1")
        #expect(try vendor.findings().first?.contains("'rebindings'") == true)
        #expect(try answer(activation(computer(1).with(.disk, "d"))).name == "vault.damaged")
    }

    @Test
    func `A machine that was repaired beyond recognition goes to the seat that a person names, for a reason`()
        throws
    {
        _ = try answer(activation(computer(1)))
        // A new disk and a new installation.
        let repaired = computer(1).with(.disk, "new").with(.machineID, "new")
        #expect(try answer(activation(repaired, device: 8)).name == "activation-key.used-up")
        #expect(try answer(activation(repaired, device: 8), seat: .number(1)).name == "usage.invalid")
        #expect(
            try answer(activation(repaired, device: 8), seat: .number(2), because: "disk died").name
                == "usage.invalid")
        let grant = try #require(
            try answer(activation(repaired, device: 8), seat: .number(1), because: "disk died").grant)
        #expect(grant.isSameSeat && grant.rebindings == RebindingTally(used: 1, allowed: 3, counted: 1))
        #expect(try alerts() == ["seat-chosen"])
        #expect(try answer(renewal(repaired, device: 8)).grant?.isSameSeat == true)
        // All new: as many as there are parts.
        let other = try answer(activation(computer(2), device: 9), seat: .number(1), because: "new computer")
        #expect(other.grant?.rebindings == RebindingTally(used: 3, allowed: 3, counted: 2))
    }

    @Test func `What is not clear and past the allowance asks for both in one go`() throws {
        _ = try vendor.vault.change(
            Vendor.product, Vault.ProductChange(policy: Vault.PolicyChange(rebindings: 1)),
            in: vendor.surroundings)
        _ = try answer(activation(computer(1)))
        let both = merged([1, 2], id: 1)
        guard case .refused(let refusal) = try answer(activation(both)) else { return #expect(Bool(false)) }
        #expect(refusal.facts == [.seat("1"), .reasonNeeded, .mayBeNew])
        guard case .refused(let second) = try answer(activation(both), seat: .number(1)) else {
            return #expect(Bool(false))
        }
        #expect(second.code == .seatRebindingsUsedUp && second.facts.contains(.chosenSeat("1")))
        #expect(try answer(activation(both), seat: .number(1), because: "two parts").name == "granted")
    }

    // MARK: One device key with several seats

    @Test func `Of two seats with one device key, a renewal goes to the machine's own`() throws {
        try vendor.vault.setSeats(2, of: license, in: vendor.surroundings)
        // A state folder was copied, and the second machine was activated with it.
        _ = try answer(activation(computer(1)))
        _ = try answer(activation(computer(2)))
        #expect(try vendor.seatsInUse(license) == 2)
        for number in [1, 2, 1] {
            let grant = try #require(try answer(renewal(computer(number))).grant)
            #expect(grant.isSameSeat && grant.machine?.comparison?.score == 100)
        }
        let refused = try answer(renewal(computer(3)))
        #expect(refused.name == "request.device-unknown")
        // Like the second in its disk, like the first in nothing that is strong.
        let grant = try #require(
            try answer(renewal(computer(2).with(.networkCard, "n").with(.machineID, "machine-id-2"))).grant)
        #expect(grant.machine?.comparison?.results.first { $0.kind == 7 }?.outcome == .same)
    }
}
