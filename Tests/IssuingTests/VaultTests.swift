import Activation
import CBOR
import Cryptography
import DurableFiles
import Issuing
import Ledger
import Refusals
import SimulatedDesk
import Simulation
import Testing

@Suite("The vault")
struct VaultTests {
    private let vendor: Vendor
    private let folder: TemporaryFolder

    init() throws {
        vendor = try Vendor()
        folder = vendor.temporary
    }

    @Test func `Opens with its passphrase and no other`() throws {
        let (_, key) = try vendor.sell()
        let file = try vendor.productFile()
        let vault = try vendor.unlock()
        let request = try SimulatedMachine().request(with: file, key: key)
        let answers = try vault.desk(in: vendor.surroundings).answer([
            IncomingRequest(name: "x", bytes: request.encoded, carrier: .file)
        ])
        #expect(answers.map(\.name) == ["granted"])
        for wrong in ["correct horse batterz", "correct horse batter", "Correct horse battery", ""] {
            #expect(refusal { try vendor.unlock(wrong) }?.code == .passphraseWrong)
        }
    }

    @Test func `Is not there where there is none, or only a part of one`() throws {
        #expect(refusal { try LockedVault(opening: folder("nowhere")) }?.code == .vaultMissing)
        #expect(refusal { try LockedVault(opening: folder.path) }?.code == .vaultMissing)
    }

    @Test func `Is never made over another`() throws {
        let before = try folder.read("vault/vault.key")
        #expect(
            refusal { try Vendor.make(at: folder("vault"), in: vendor.surroundings) }?.code == .vaultExists)
        #expect(refusal { try Vault.requireNone(at: folder("vault")) }?.code == .vaultExists)
        #expect(try folder.read("vault/vault.key") == before)
        #expect(refusal { try Vault.requireNone(at: folder("nowhere")) } == nil)
    }

    @Test func `Is never made over a root key, which may be the copy in the safe`() throws {
        let before = try folder.read("vault/root.key")
        _ = try PrivateFolder(creating: folder("safe"), otherOwner: .vaultOtherOwner)
        try folder.write(before, to: "safe/root.key")
        #expect(
            refusal { try Vendor.make(at: folder("safe"), in: vendor.surroundings) }?.code == .vaultExists)
        #expect(try folder.read("safe/root.key") == before)
    }

    @Test(arguments: [[], ["ledger.sqlite"], ["ledger.sqlite", "ledger.sqlite-wal"]] as [[String]])
    func `Can be made anew where making it was interrupted`(left: [String]) throws {
        // What is left is that of a fresh vault: nothing was sold yet.
        _ = try Vendor.make(at: folder("fresh"), in: vendor.surroundings)
        for name in try folder.names(in: "fresh") where !left.contains(name) {
            folder.remove("fresh/\(name)")
        }
        for name in left where try !folder.names(in: "fresh").contains(name) {
            try folder.write([1, 2, 3], to: "fresh/\(name)")
        }
        let (vault, _) = try Vendor.make(at: folder("fresh"), in: vendor.surroundings)
        let verified = try vault.verifyLog()
        #expect(verified.isWhole && verified.size == 2)
    }

    @Test func `Is not made over a ledger in use whose vault key was lost`() throws {
        _ = try vendor.sell()
        let before = try folder.read("vault/root.key")
        folder.remove("vault/vault.key")
        #expect(
            refusal { try Vendor.make(at: folder("vault"), in: vendor.surroundings) }?.code == .vaultDamaged)
        #expect(try folder.read("vault/root.key") == before)
        #expect(try folder.names(in: "vault").contains("ledger.sqlite"))
    }

    @Test func `Does not open with a part of it missing or replaced`() throws {
        let other = try Vendor()
        try folder.write(other.temporary.read("vault/vault.key"), to: "vault/vault.key")
        // The passphrase is the same and fits the key file, but the ledger is another key's.
        #expect(refusal { try vendor.unlock() }?.code == .vaultDamaged)
        folder.remove("vault/ledger.sqlite")
        #expect(refusal { try vendor.unlock() } != nil)
    }
}

@Suite("A sealed key file that was changed")
struct SealedKeyTests {
    private let vendor: Vendor

    init() throws { vendor = try Vendor() }

    private static let label = "COUNTERSIGN SEALED KEY"

    /// Changes the map in a key file, and puts it back in fresh armour.
    private func change(_ name: String, _ change: (inout CBORMap) -> Void) throws {
        let armour = try Armour(reading: vendor.temporary.read("vault/\(name)"), label: Self.label)
        var map = try #require(try CBORDecoder.decode(armour.bytes).asMap)
        change(&map)
        let bytes = CBOREncoder.encode(.map(map))
        try vendor.temporary.write(Armour(label: Self.label, bytes: bytes).text, to: "vault/\(name)")
    }

    private func unlock() -> RefusalCode? {
        refusal { try vendor.unlock() }?.code
    }

    @Test func `Opens unchanged`() throws {
        try change("vault.key") { _ in }
        #expect(unlock() == nil)
    }

    @Test(arguments: [
        (CBORValue.int(2), CBORValue.bytes([UInt8](repeating: 0, count: 16))), (3, .unsigned(2)),
        (4, .unsigned(32 << 10)), (5, .bytes([UInt8](repeating: 0, count: 72))),
    ])
    func `With another salt, cost or content is not opened by its passphrase`(
        entry: CBORValue, value: CBORValue
    ) throws {
        try change("vault.key") { $0[entry] = value }
        #expect(unlock() == .passphraseWrong)
    }

    @Test(arguments: [
        (CBORValue.int(1), CBORValue.text("countersign root key")), (1, .text("something else")),
        (2, .bytes([1, 2, 3])), (3, .unsigned(0)), (3, .unsigned(17)), (3, .unsigned(.max)),
        (4, .unsigned(1)),
        (4, .unsigned(1 << 40)), (5, .text("x")), (6, .unsigned(1)),
    ])
    func `That breaks a rule is damaged, before any work is done on it`(entry: CBORValue, value: CBORValue)
        throws
    {
        try change("vault.key") { $0[entry] = value }
        #expect(unlock() == .vaultDamaged)
    }

    @Test func `One kind of key is not taken for the other, even under its name`() throws {
        let root = try vendor.temporary.read("vault/root.key")
        let vault = try vendor.temporary.read("vault/vault.key")
        try vendor.temporary.write(root, to: "vault/vault.key")
        #expect(unlock() == .vaultDamaged)
        try vendor.temporary.write(vault, to: "vault/root.key")
        #expect(refusal { try vendor.productFile() }?.code == .vaultDamaged)
    }

    @Test func `A root key renamed from within to a vault key is still none: the purpose is sealed too`()
        throws
    {
        let root = try vendor.temporary.read("vault/root.key")
        try vendor.temporary.write(root, to: "vault/vault.key")
        try change("vault.key") { $0[1] = .text("countersign vault key") }
        #expect(unlock() == .passphraseWrong)
    }
}
