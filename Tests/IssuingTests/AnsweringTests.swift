import Activation
import CBOR
import COSE
import Cryptography
import Fingerprint
import Issuing
import Ledger
import Refusals
import SimulatedDesk
import Simulation
import Testing

@Suite("A request is answered")
struct AnsweringTests {
    private let vendor: Vendor
    private let file: Verified<ProductFile>
    private let machine = SimulatedMachine()

    init() throws {
        vendor = try Vendor()
        file = try vendor.productFile()
    }

    @Test func `With a license that the product file's key signed, for this request and no other`() throws {
        let (id, key) = try vendor.sell(features: ["stress", "cad", "cad"])
        let request = try machine.request(with: file, key: key)
        let answer = try vendor.answer(request)
        let (grant, document) = (try #require(answer.grant), try #require(answer.document))
        let license = try Unverified<License>(written: document.encoded).verified(under: file).body
        #expect(license.request == RequestDigest(of: request.unverified))
        #expect(license.id == id)
        #expect(license.features == [0, 2])
        #expect(license == grant.license)
        #expect(grant.customer == "Nordic Yard")
        #expect(try Unverified<License>(written: document.armoured).encoded == document.encoded)
    }

    @Test func `Again with the same bytes, and without a second seat, however often and whenever`() throws {
        let (id, key) = try vendor.sell(.lease(days: 30))
        let request = try machine.request(with: file, key: key)
        let first = try vendor.answer(request)
        vendor.clock.advance(days: 3)
        let again = try vendor.answer(request)
        #expect([first.name, again.name] == ["granted", "repeated"])
        #expect(first.document?.encoded == again.document?.encoded)
        #expect(try vendor.seatsInUse(id) == 1)
    }

    @Test func `Once, if it stands several times in one batch`() throws {
        let (id, key) = try vendor.sell()
        let (_, otherKey) = try vendor.sell()
        let request = try machine.request(with: file, key: key)
        let other = try SimulatedMachine(2).request(with: file, key: otherKey)
        let answers = try vendor.answer([request, other, request, request])
        #expect(answers.map(\.name) == ["granted", "granted", "repeated", "repeated"])
        #expect(answers[0].document?.encoded == answers[2].document?.encoded)
        #expect(answers[2].document?.encoded == answers[3].document?.encoded)
        #expect(try vendor.seatsInUse(id) == 1)
    }

    @Test func `Under its own name, also where what is no request was taken out before it`() throws {
        let (_, key) = try vendor.sell(seats: 2)
        let requests = try (1...2).map { try SimulatedMachine($0).request(with: file, key: key) }
        var batch = CheckedBatch(checking: [
            IncomingRequest(name: "letter", bytes: Array("Good morning!".utf8), carrier: .text),
            IncomingRequest(name: "one", bytes: requests[0].encoded, carrier: .file),
            IncomingRequest(name: "product", bytes: file.encoded, carrier: .file),
            IncomingRequest(name: "two", bytes: requests[1].encoded, carrier: .picture),
        ])
        let removed = batch.removeOtherKinds { _, _ in true }
        #expect(removed.map(\.place) == [0, 2] && removed.map(\.isOurs) == [false, true])
        #expect(batch.requests.map(\.name) == ["one", "two"])
        let answers = try vendor.vault.desk(in: vendor.surroundings).answer(batch)
        #expect(answers.map(\.name) == ["granted", "granted"])
    }

    @Test func `For the same machine with a new request and a new device key: the seat it has`() throws {
        let (id, key) = try vendor.sell()
        let first = try vendor.answer(machine.request(with: file, key: key, device: 7))
        let second = try vendor.answer(machine.request(with: file, key: key, device: 8))
        #expect(first.grant?.isSameSeat == false)
        #expect(second.grant?.isSameSeat == true)
        #expect(second.grant?.seatsInUse == 1)
        #expect(first.document?.encoded != second.document?.encoded)
        #expect(try vendor.seatsInUse(id) == 1)
    }

    @Test func `Until the seats are used up, also within one batch`() throws {
        let (id, key) = try vendor.sell(seats: 2)
        let requests = try (1...4).map { try SimulatedMachine($0).request(with: file, key: key) }
        #expect(
            try vendor.answer(requests).map(\.name)
                == ["granted", "granted", "activation-key.used-up", "activation-key.used-up"])
        #expect(try vendor.seatsInUse(id) == 2)
    }

    @Test func `After all, when seats were added since it was refused`() throws {
        let (id, key) = try vendor.sell()
        _ = try vendor.answer(machine.request(with: file, key: key))
        let late = try SimulatedMachine(2).request(with: file, key: key)
        #expect(try vendor.answer(late).name == "activation-key.used-up")
        try vendor.vault.setSeats(2, of: id, in: vendor.surroundings)
        #expect(try vendor.answer(late).name == "granted")
    }

    @Test func `With fewer seats than are in use, nobody is thrown out and nobody is let in`() throws {
        let (id, key) = try vendor.sell(seats: 2)
        _ = try vendor.answer((1...2).map { try SimulatedMachine($0).request(with: file, key: key) })
        try vendor.vault.setSeats(1, of: id, in: vendor.surroundings)
        #expect(try vendor.answer(machine.request(with: file, key: key)).name == "granted")
        #expect(
            try vendor.answer(SimulatedMachine(3).request(with: file, key: key)).name
                == "activation-key.used-up")
    }

    @Test func `Each by itself: the bad ones of a batch do not touch the good ones`() throws {
        let (_, key) = try vendor.sell()
        let (_, lost) = try vendor.sell()
        let good = try machine.request(with: file, key: key)
        var forged = good.encoded
        forged[forged.count - 1] ^= 1
        let unknown = try machine.request(with: file, key: SimulatedVendor.activationKey(9))
        let wrongProof = try machine.request(with: file, key: key, license: lost.licenseID())
        let inputs = [
            Array("hello".utf8), forged, unknown.encoded, good.encoded, [], file.encoded, wrongProof.encoded,
        ]
        let answers = try vendor.vault.desk(in: vendor.surroundings).answer(
            inputs.map { IncomingRequest(name: "x", bytes: $0, carrier: .text) })
        #expect(
            answers.map(\.name) == [
                "document.unrecognized", "request.signature-invalid", "activation-key.unknown", "granted",
                "document.truncated", "document.wrong-kind", "request.proof-invalid",
            ])
    }

    @Test(arguments: [
        (CBORValue.int(1), CBORValue.unsigned(2), "request.kind-unsupported"),
        (.int(99), .unsigned(0), "document.newer-version"),
    ])
    func `Not when it asks for something that is not known here`(
        claim: CBORValue, value: CBORValue, code: String
    ) throws {
        let (_, key) = try vendor.sell()
        let own = CBORValue.int(-65537)
        var claims = try #require(try machine.request(with: file, key: key).body.claims.asMap)
        var ownClaims = try #require(claims[own]?.asMap)
        ownClaims[claim] = value
        claims[own] = .map(ownClaims)
        let request = try Sign1(
            payload: CBOREncoder.encode(.map(claims)), type: DocumentKind.request.mediaType,
            keyIdentifier: nil,
            key: SimulatedVendor.signingKey(7))
        let answers = try vendor.vault.desk(in: vendor.surroundings).answer([
            IncomingRequest(name: "x", bytes: request.encoded, carrier: .file)
        ])
        #expect(answers.map(\.name) == [code])
    }

    @Test func `Once for one proof: the same proof with another label that nobody knows is refused`() throws {
        let (_, key) = try vendor.sell()
        let proofKey = try key.proofKey()
        let own = CBORValue.int(-65537)
        func request(_ value: Int64, proof: [UInt8]?) throws -> (bytes: [UInt8], proof: [UInt8]) {
            var claims = try #require(try machine.request(with: file, key: key).body.claims.asMap)
            claims[7] = .bytes([UInt8](repeating: 5, count: 16))
            var ownClaims = try #require(claims[own]?.asMap)
            ownClaims[-1] = .int(value)
            ownClaims[3] = nil
            claims[own] = .map(ownClaims)
            // The words of docs/formats.md, in so many steps.
            let covered = CBOREncoder.encode(["countersign proof", .map(claims)])
            let proof = try proof ?? KeyedHash.tag(of: covered, key: proofKey.secret, size: 16)
            ownClaims[3] = .bytes(proof)
            claims[own] = .map(ownClaims)
            let object = try Sign1(
                payload: CBOREncoder.encode(.map(claims)), type: DocumentKind.request.mediaType,
                keyIdentifier: nil, key: SimulatedVendor.signingKey(7))
            return (object.encoded, proof)
        }
        let first = try request(1, proof: nil)
        let second = try request(2, proof: first.proof)
        let answers = try vendor.vault.desk(in: vendor.surroundings).answer(
            [first.bytes, second.bytes].map { IncomingRequest(name: "x", bytes: $0, carrier: .file) })
        #expect(answers.map(\.name) == ["granted", "request.proof-invalid"])
    }

    @Test func `Not for a license of another product`() throws {
        let other = SimulatedVendor.product("crane-planner")
        try vendor.vault.add(
            Vault.NewProduct(id: other, name: "Crane", vendor: "Nordwerft", features: [], contact: Contact()),
            in: vendor.surroundings)
        let (_, key) = try vendor.sell(product: other)
        let answer = try vendor.answer(machine.request(with: file, key: key))
        #expect(answer.name == "request.other-product")
    }

    @Test func `Not after the license was revoked, the same request included`() throws {
        let (id, key) = try vendor.sell()
        let request = try machine.request(with: file, key: key)
        #expect(try vendor.answer(request).name == "granted")
        #expect(try vendor.vault.revoke(id, reason: "refund", in: vendor.surroundings))
        #expect(try vendor.answer(request).name == "license.revoked")
        #expect(try vendor.answer(machine.request(with: file, key: key)).name == "license.revoked")
        #expect(try vendor.vault.revoke(id, reason: "again", in: vendor.surroundings) == false)
    }

    @Test func `Not for a machine that shows nothing of itself`() throws {
        let (_, key) = try vendor.sell()
        let request = try SimulatedMachine.container.request(with: file, key: key)
        #expect(try vendor.answer(request).name == "fingerprint.empty")
    }

    @Test func `For a user, on whatever machine, with one seat`() throws {
        let (id, key) = try vendor.sell(binding: .user)
        var elsewhere = SimulatedMachine(2)
        elsewhere.user = machine.user
        #expect(try vendor.answer(machine.request(with: file, key: key)).name == "request.user-missing")
        #expect(try vendor.answer(machine.request(with: file, key: key, forUser: true)).name == "granted")
        let second = try vendor.answer(elsewhere.request(with: file, key: key, forUser: true))
        #expect(second.grant?.isSameSeat == true)
        #expect(second.grant?.license.binding == .user)
        let somebody = try machine.usedBy("somebody").request(with: file, key: key, forUser: true)
        #expect(try vendor.answer(somebody).name == "activation-key.used-up")
        #expect(try vendor.seatsInUse(id) == 1)
    }

    @Test func `For a site, on any machine, containers too, with the number of seats in the license`() throws
    {
        let (_, key) = try vendor.sell(binding: .site, seats: 25)
        for machine in [machine, SimulatedMachine(2), .container] {
            let answer = try vendor.answer(machine.request(with: file, key: key))
            #expect(answer.name == "granted")
            #expect(answer.grant?.license.seats == 25)
            #expect(answer.grant?.license.binding == .site)
        }
    }

    @Test func `And every answer stands in the audit log`() throws {
        let (_, key) = try vendor.sell()
        let request = try machine.request(with: file, key: key)
        let unknown = try machine.request(with: file, key: SimulatedVendor.activationKey(9))
        _ = try vendor.answer([request, unknown, request])
        #expect(try vendor.vault.verifyLog().isWhole)
        let rows = try vendor.vault.ledger.read { (ledger) throws(Refusal) in
            try ledger.auditRecords(AuditFilter(), limit: 3, offset: 0)
        }
        #expect(
            rows.reversed().map(\.action) == ["request.granted", "request.refused", "request.repeated"])
        #expect(rows[1].detail == "activation-key.unknown: request 1")
    }
}
