import Countersign
import Cryptography
import Simulation
import Testing

@Suite("What an application reads")
struct DoorTests {
    private let vendor: SimulatedVendor
    private let file: Verified<ProductFile>
    private let folder: TemporaryFolder
    private let now = SimulatedMachine.noon

    init() throws {
        vendor = try SimulatedVendor()
        file = try vendor.productFile()
        folder = try TemporaryFolder()
    }

    private func product(shipping bytes: [UInt8]) throws -> LicensedProduct {
        try LicensedProduct(
            "hull-designer", productFile: bytes, rootKey: RootKey(vendor.rootKey.publicKey),
            state: folder("state"))
    }

    private var armour: String {
        String(decoding: Armour(kind: .product, bytes: file.encoded).text, as: UTF8.self)
    }

    @Test func `The product file that ships with it is as it was exported`() throws {
        #expect(throws: Never.self) { try product(shipping: file.encoded) }
        for text in [armour, armour.replacing("\n", with: "\r\n")] {
            #expect(throws: Never.self) { try product(shipping: Array(text.utf8)) }
        }
        let above = "The product file:\n\(armour)"
        #expect(refusal { try product(shipping: Array(above.utf8)) }?.code == .documentMalformed)
        let wrapped = armour.replacing("\n", with: " ")
        #expect(refusal { try product(shipping: Array(wrapped.utf8)) }?.code == .documentTruncated)
    }

    @Test func `What the vendor sent is installed out of a mail, and kept without it`() throws {
        let product = try product(shipping: file.encoded)
        let asked = try product.makeRequest(
            activationKey: vendor.activationKey.text.replacing("-", with: "\u{2013}"), forUser: true, now: now
        )
        let request = try Unverified<Request>(written: asked).verified()
        let license = try vendor.license(for: request, binding: .user)
        let lines = String(decoding: Armour(kind: .license, bytes: license.encoded).text, as: UTF8.self)
            .split(separator: "\n").map { "> \($0)\n" }
        let mail = "Subject: Your license\n\nDear customer,\n\n\(lines.joined())\n-- \nThe desk\n"
        _ = try product.install(Array(mail.utf8), now: now)
        #expect(try product.verdict(now: now).code == "active")
        let kept = "state/hull-designer/license"
        #expect(try folder.read(kept) == Armour(kind: .license, bytes: license.encoded).text)
        try folder.write(Array(mail.utf8), to: kept)
        #expect(refusal { try product.verdict(now: now) }?.code == .stateDamaged)
    }
}
