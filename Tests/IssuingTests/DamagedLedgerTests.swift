import Activation
import Cryptography
import Issuing
import Ledger
import Refusals
import SimulatedDesk
import Simulation
import Testing

@Suite("A license whose row was damaged")
struct DamagedLedgerTests {
    private let vendor: Vendor
    private let file: Verified<ProductFile>

    init() throws {
        vendor = try Vendor()
        file = try vendor.productFile()
    }

    @Test(arguments: [
        "sealed_proof = x'00'", "sealed_proof = zeroblob(72)", "kind = 9", "binding = 7", "features = '300'",
        "features = '1,,2'", "features = '\(Array(0..<40).map(String.init).joined(separator: ","))'",
        "product_id = 'NOT AN ID'", "kind = 1", "kind = 2", "ends_on = 99999999, kind = 1", "seats = 0",
        "days = 4000000000, kind = 2", "seats = -5, binding = 2", "maintenance_until = -77",
    ])
    func `Is refused by itself, and the others are answered`(change: String) throws {
        let (id, bad) = try vendor.sell()
        let (_, good) = try vendor.sell()
        try vendor.tamper("UPDATE licenses SET \(change) WHERE id = x'\(Hexadecimal.encode(id.bytes))'")
        let answers = try vendor.answer([
            SimulatedMachine(1).request(with: file, key: bad),
            SimulatedMachine(2).request(with: file, key: good),
            SimulatedMachine(3).request(with: file, key: bad),
        ])
        #expect(answers.map(\.name) == ["vault.damaged", "granted", "vault.damaged"])
    }

    @Test func `Is refused when another license's proof key was put in its place`() throws {
        let (one, oneKey) = try vendor.sell()
        let (other, otherKey) = try vendor.sell()
        try vendor.tamper(
            "UPDATE licenses SET sealed_proof = (SELECT sealed_proof FROM licenses WHERE id = x'"
                + "\(Hexadecimal.encode(other.bytes))') WHERE id = x'\(Hexadecimal.encode(one.bytes))'")
        let answers = try vendor.answer([
            SimulatedMachine(1).request(with: file, key: oneKey),
            SimulatedMachine(2).request(with: file, key: otherKey),
        ])
        #expect(answers.map(\.name) == ["vault.damaged", "granted"])
    }

    @Test(arguments: ["sealed_secret = zeroblob(72)", "public_key = zeroblob(32)", "kid = zeroblob(8)"])
    func `Or the issuing key's: nothing is answered at all`(change: String) throws {
        let (_, key) = try vendor.sell()
        try vendor.tamper("UPDATE signing_keys SET \(change)")
        let request = try SimulatedMachine().request(with: file, key: key)
        #expect(refusal { try vendor.answer(request) }?.code == .vaultDamaged)
    }

    @Test func `The issuing key counts from its first day; before it, nobody signs`() throws {
        let (_, key) = try vendor.sell()
        let request = try SimulatedMachine().request(with: file, key: key)
        vendor.clock.set(day("2026-11-23").start.adding(seconds: -1))
        #expect(refusal { try vendor.answer(request) }?.code == .vaultNoIssuingKey)
        vendor.clock.set(day("2026-11-23").start)
        #expect(try vendor.answer(request).name == "granted")
    }

    @Test(arguments: [
        "at = at + 1", "action = 'license.revoke'", "thing = x'01'", "scope = 4", "beside = NULL",
        "bytes = (SELECT bytes FROM events WHERE number = 3)", "bytes = x'00'",
    ])
    func `A changed event is found out`(change: String) throws {
        _ = try vendor.sell()
        #expect(try vendor.vault.verifyLog().isWhole)
        try vendor.tamper("DROP TRIGGER events_never_updated", "UPDATE events SET \(change) WHERE number = 2")
        #expect(try vendor.vault.verifyLog().findings.map(\.event) == [2])
    }
}
