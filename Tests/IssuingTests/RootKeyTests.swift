import Activation
import Cryptography
import Issuing
import Ledger
import Refusals
import SimulatedDesk
import Simulation
import Testing

@Suite("Exporting a product file")
struct RootKeyTests {
    private let vendor: Vendor

    init() throws { vendor = try Vendor() }

    private func export(
        _ product: ProductID = Vendor.product, path: String? = nil,
        passphrase: String = "correct horse battery"
    ) throws -> Verified<ProductFile> {
        try vendor.vault.exportProductFile(
            product, signingWith: vendor.rootKeySource(path: path, passphrase: passphrase),
            in: vendor.surroundings)
    }

    private func rename() throws {
        _ = try vendor.vault.change(
            Vendor.product, Vault.ProductChange(name: "Hull Designer 2"), in: vendor.surroundings)
    }

    private func addProduct(_ text: String) throws -> ProductID {
        let id = SimulatedVendor.product(text)
        try vendor.vault.add(
            Vault.NewProduct(id: id, name: "Another", vendor: "Nordwerft", features: [], contact: Contact()),
            in: vendor.surroundings)
        return id
    }

    @Test func `Twice gives the same bytes and the same version, without the root key`() throws {
        let first = try export()
        #expect(first.body.version == 1)
        #expect(first.body.rootKey == vendor.rootKey)
        vendor.clock.advance(days: 10)
        vendor.temporary.remove("vault/root.key")
        #expect(try export().encoded == first.encoded)
        #expect(try export(passphrase: "entirely wrong").encoded == first.encoded)
    }

    @Test func `After a change gives the next version`() throws {
        let first = try export()
        try rename()
        let second = try export()
        #expect(second.body.version == 2)
        #expect(second.body.name == "Hull Designer 2")
        #expect(second.body.salt == first.body.salt)
        #expect(try export().encoded == second.encoded)
    }

    @Test func `With the root key away says so, and works with the key brought`() throws {
        let sealed = try vendor.temporary.read("vault/root.key")
        vendor.temporary.remove("vault/root.key")
        #expect(refusal { try export() }?.code == .vaultRootKeyAway)
        try vendor.temporary.write(sealed, to: "stick.key")
        #expect(refusal { try export(path: vendor.temporary("no such")) }?.code == .fileNotFound)
        #expect(try export(path: vendor.temporary("stick.key")).body.version == 1)
    }

    @Test func `With a wrong passphrase, or with no key at all in the file, is refused`() throws {
        #expect(refusal { try export(passphrase: "entirely wrong") }?.code == .passphraseWrong)
        try vendor.temporary.write(Array("nonsense".utf8), to: "stick.key")
        #expect(refusal { try export(path: vendor.temporary("stick.key")) }?.code == .documentUnrecognized)
        try vendor.temporary.write(vendor.temporary.read("vault/vault.key"), to: "stick.key")
        #expect(refusal { try export(path: vendor.temporary("stick.key")) }?.code == .documentUnrecognized)
    }

    @Test func `With the right passphrase after wrong ones`() throws {
        let careful = try Vendor(rootPassphrase: "kept in the safe")
        let wrong = try Vendor.secret("correct horse battery")
        let right = try Vendor.secret("kept in the safe")
        let file = try careful.vault.exportProductFile(
            Vendor.product, signingWith: RootKeySource(path: nil) { $0 < 2 ? wrong : right },
            in: careful.surroundings)
        #expect(file.body.version == 1)
    }

    @Test func `With another vault's root key is refused, even for a product's first file`() throws {
        let other = try Vendor()
        let stick = other.temporary("vault/root.key")
        #expect(refusal { try export(path: stick) }?.code == .productRootUnknown)
        _ = try export()
        try rename()
        #expect(refusal { try export(path: stick) }?.code == .productRootUnknown)
        #expect(try export().body.rootKey == vendor.rootKey)
    }

    @Test func `With the root key under a passphrase of its own`() throws {
        let careful = try Vendor(rootPassphrase: "kept in the safe")
        let wrong = careful.rootKeySource()
        #expect(
            refusal {
                try careful.vault.exportProductFile(
                    Vendor.product, signingWith: wrong, in: careful.surroundings)
            }?
            .code == .passphraseWrong)
        let right = careful.rootKeySource(passphrase: "kept in the safe")
        #expect(
            try careful.vault.exportProductFile(Vendor.product, signingWith: right, in: careful.surroundings)
                .body
                .version
                == 1)
    }

    @Test func `Of a product that is not there is refused`() throws {
        #expect(refusal { try export(SimulatedVendor.product("no-such")) }?.code == .productUnknown)
    }

    @Test func `Of two products gives two salts`() throws {
        let other = try addProduct("crane-planner")
        #expect(try export().body.salt != export(other).body.salt)
    }

    @Test func `A damaged file in the ledger is not given out again`() throws {
        _ = try export()
        try vendor.tamper(
            "DROP TRIGGER documents_never_updated", "UPDATE documents SET bytes = x'd284'")
        #expect(refusal { try export() }?.code == .vaultDamaged)
    }

    @Test func `A product can be added once, and only with names that the format allows`() throws {
        #expect(refusal { try addProduct("hull-designer") }?.code == .productExists)
        for (name, feature) in [("", "cad"), ("a\u{1b}[2J", "cad"), ("Name", "NOT ONE"), ("Name", "")] {
            let product = Vault.NewProduct(
                id: SimulatedVendor.product("fine"), name: name, vendor: "Nordwerft", features: [feature],
                contact: Contact())
            #expect(refusal { try vendor.vault.add(product, in: vendor.surroundings) }?.code == .usageInvalid)
        }
    }
}
