import COSE
import Countersign
import Cryptography
import Simulation
import Testing

@Suite("The features of an application")
struct FeatureTests {
    private let vendor: SimulatedVendor
    private let folder: TemporaryFolder
    private let now = SimulatedMachine.noon

    init() throws {
        vendor = try SimulatedVendor()
        folder = try TemporaryFolder()
    }

    private func file(version: UInt32, features: [FeatureCatalogue.Number: String]) throws -> Verified<
        ProductFile
    > {
        let body = try vendor.productFile(version: version).body
        let named = ProductFile(
            vendor: body.vendor, product: body.product, issuedAt: body.issuedAt, version: version,
            name: body.name, rootKey: body.rootKey, salt: body.salt, issuingKeys: body.issuingKeys,
            features: try #require(FeatureCatalogue(names: features)), contact: body.contact)
        return try Verified(
            signing: named, key: vendor.rootKey, keyIdentifier: KeyIdentifier(of: vendor.rootKey.publicKey))
    }

    private func product(shipping file: Verified<ProductFile>) throws -> LicensedProduct {
        try LicensedProduct(
            "hull-designer", productFile: file.encoded, rootKey: RootKey(vendor.rootKey.publicKey),
            state: folder("state"))
    }

    @Test func `Are named by the product file that is in force, shipped or installed`() throws {
        let older = try product(shipping: file(version: 1, features: [1: "cad"]))
        let newest = try file(version: 2, features: [1: "drawing", 2: "cad"])
        let request = try older.makeRequest(
            activationKey: vendor.activationKey.text, forUser: true, now: now)
        let made = try Unverified<Request>(written: request).verified()
        let license = try vendor.license(for: made, binding: .user, features: [1])
        _ = try older.install(license.encoded, now: now)
        #expect(try older.allows("cad", now: now))
        _ = try StateFolder.open(folder("state")).install(newest.unverified, rootKey: nil)
        // The same license; what it says is told by the newer file, to an application that ships either.
        for product in [older, try product(shipping: newest)] {
            #expect(try product.allows("drawing", now: now))
            #expect(try !product.allows("cad", now: now))
        }
    }
}
