import Activation
import Cryptography
import DurableFiles
import Glibc
import Installation
import Refusals
import Simulation
import Testing
import TextForm

@Suite("A damaged state folder")
struct DamagedStateTests {
    private let site: Site

    init() throws {
        site = try Site()
        _ = try site.install(site.vendor.license(for: site.request()))
    }

    @Test(arguments: ["product", "license"])
    func `Is told by name, and is no verdict`(name: String) throws {
        try site.damage(name)
        let found = refusal { try site.verdict() }
        #expect(found?.code == .stateDamaged)
        #expect(found?.sentence.contains("/\(name) ") == true)
    }

    @Test func `Without the request that the license answers, the license says nothing`() throws {
        for name in try site.keptRequests() { site.temporary.remove(site.file(name)) }
        #expect(refusal { try site.verdict() }?.code == .stateDamaged)
    }

    @Test func `A request put in another's place is found out`() throws {
        let other = try site.request()
        let armour = try site.temporary.read(
            site.file("\(RequestDigest(of: other.unverified).hexadecimal).request"))
        for name in try site.keptRequests() { try site.temporary.write(armour, to: site.file(name)) }
        #expect(refusal { try site.verdict() }?.code == .stateDamaged)
    }

    @Test func `A license that was changed after it was installed is found out`() throws {
        let license = try site.temporary.read(site.file("license"))
        var bytes = try Unverified<License>(written: license).encoded
        bytes[bytes.count - 1] ^= 1
        try site.temporary.write(bytes, to: site.file("license"))
        #expect(refusal { try site.verdict() }?.code == .stateDamaged)
    }

    @Test func `Documents are kept as their armour, and nothing else`() throws {
        for (name, label) in try kept() {
            let text = String(decoding: try site.temporary.read(site.file(name)), as: UTF8.self)
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            #expect(lines.first == "-----BEGIN COUNTERSIGN \(label)-----", "\(name)")
            #expect(lines.suffix(2) == ["-----END COUNTERSIGN \(label)-----", ""], "\(name)")
        }
        #expect(try kept().count == 3)
        #expect(try site.verdict().code == "active")
    }

    @Test(arguments: [
        "Dear customer,\n\n$", "$\n-- \nYours, the desk\n", "Subject: License\n\n$", "$x",
    ])
    func `A file with a mail's text around the document is damaged`(mail: String) throws {
        for (name, _) in try kept() {
            let armour = try site.temporary.read(site.file(name))
            let text = mail.replacing("$", with: String(decoding: armour, as: UTF8.self))
            try site.damage(name, text)
            let found = refusal { try site.verdict() }
            #expect(found?.code == .stateDamaged, "\(name)")
            #expect(found?.sentence.contains("/\(name) ") == true)
            #expect(found?.sentence.contains("There is other text around the document.") == true)
            try site.temporary.write(armour, to: site.file(name))
            #expect(try site.verdict().code == "active", "\(name), put back")
        }
    }

    @Test func `A file that was quoted, or has the document in text form, is damaged`() throws {
        for (name, _) in try kept() {
            let armour = try site.temporary.read(site.file(name))
            let quoted = String(decoding: armour, as: UTF8.self).split(separator: "\n").map { "> \($0)\n" }
            let symbols = try AnyDocument(written: armour).textForm.text
            for text in [quoted.joined(), symbols] {
                try site.damage(name, text)
                #expect(refusal { try site.verdict() }?.code == .stateDamaged, "\(name)")
            }
            try site.temporary.write(armour, to: site.file(name))
        }
    }

    /// The documents in the folder: the names of their files, and their labels.
    private func kept() throws -> [(name: String, label: String)] {
        try [("product", "PRODUCT"), ("license", "LICENSE")] + site.keptRequests().map { ($0, "REQUEST") }
    }

    @Test func `A damaged license is replaced by the next good one`() throws {
        try site.damage("license")
        let license = try site.vendor.license(for: site.request())
        #expect(refusal { try site.install(license) }?.code == nil)
        #expect(try site.verdict().code == "active")
    }

    @Test func `A damaged device key stops the next request, and is not replaced behind one's back`() throws {
        try site.damage("device.key")
        #expect(refusal { try site.request() }?.code == .stateDamaged)
        #expect(try site.temporary.read(site.file("device.key")) == Array("nonsense".utf8))
    }

    @Test func `A product file of another product in its place is found out`() throws {
        let other = try site.vendor.productFile(product: SimulatedVendor.product("crane-planner"))
        try site.temporary.write(other.encoded, to: site.file("product"))
        #expect(refusal { try site.verdict() }?.code == .stateDamaged)
    }

    // MARK: What the verdict does not rest on

    private func state() throws -> ProductState { try #require(try site.folder.product(Site.product)) }

    @Test func `A damaged request that waits takes nothing from the license, and is named`() throws {
        let before = Set(try site.keptRequests())
        _ = try site.renewal(on: site.machine.after(days: 1))
        let waiting = try #require(Set(try site.keptRequests()).subtracting(before).first)
        try site.damage(waiting)
        let license = try #require(try site.verdict().license)
        #expect(try site.verdict().isLicensed)
        #expect(try state().requestUnderway(after: license) == nil)
        let damaged = try state().damagedRequests()
        #expect(damaged.count == 1 && damaged[0].sentence.contains("/\(waiting) is damaged"))
    }

    @Test func `Without a license, a damaged request is told only where none is whole`() throws {
        site.temporary.remove(site.file("license"))
        let first = try #require(try site.keptRequests().first)
        try site.damage(first)
        let found = refusal { try site.verdict() }
        #expect(found?.code == .stateDamaged && found?.facts == [.needed(.request)])
        _ = try site.request()
        #expect(try site.verdict().code == "awaiting-license")
    }

    @Test func `What cures a damaged request is a renewal`() throws {
        let answered = try #require(try site.keptRequests().first)
        try site.damage(answered)
        #expect(refusal { try site.verdict() }?.facts == [.needed(.renewal)])
        let later = site.machine.after(days: 1)
        let renewal = try site.renewal(on: later)
        _ = try site.install(site.vendor.license(for: renewal, issuedOn: "2026-11-24"), on: later)
        #expect(try site.verdict(on: later).isLicensed)
    }

    @Test func `A damaged request does not stop a new device key`() throws {
        _ = try site.request(replacingDevice: true)
        for name in try site.keptRequests() { try site.damage(name) }
        #expect(refusal { _ = try site.request(replacingDevice: true) } == nil)
    }

    // MARK: The product file

    @Test(arguments: ["", "nonsense"])
    func `A damaged product file is replaced by a good one, however it comes`(text: String) throws {
        let file = try site.vendor.productFile()
        let ways: [(String, () throws -> Void)] = [
            ("install", { _ = try site.folder.install(file.unverified, rootKey: nil) }),
            ("request", { _ = try site.request(with: file) }),
            (
                "application",
                {
                    _ = try site.folder.makeRenewalRequest(
                        trusting: .shipped(file), machine: Machine(site.machine), random: SystemRandom())
                }
            ),
        ]
        for (name, replace) in ways {
            try site.damage("product", text)
            #expect(refusal { try site.verdict() }?.facts == [.needed(.productFile)])
            try replace()
            #expect(try site.verdict().isLicensed, "\(name)")
            #expect(try state().productFile() == file)
        }
    }

    @Test func `A damaged product file opens the folder to no other vendor`() throws {
        try site.damage("product")
        let stranger = try SimulatedVendor(2).productFile()
        let code = refusal { _ = try site.folder.install(stranger.unverified, rootKey: nil) }?.code
        #expect(code == .productRootUnknown)
        #expect(try site.temporary.read(site.file("product")) == Array("nonsense".utf8))
        // With the vendor's own root key named, no other one is believed either.
        let pinned = site.vendor.rootKey.publicKey
        #expect(
            refusal { _ = try site.folder.install(stranger.unverified, rootKey: pinned) }?.code
                == .productRootUnknown)
    }

    @Test func `A damaged product file is not replaced by an older one than the license was asked for with`()
        throws
    {
        let second = try site.vendor.productFile(version: 2)
        let later = site.machine.after(days: 1)
        let request = try site.request(on: later, with: second)
        _ = try site.install(site.vendor.license(for: request, issuedOn: "2026-11-24"), on: later)
        try site.damage("product")
        let older = try site.vendor.productFile(version: 1)
        #expect(
            refusal { _ = try site.folder.install(older.unverified, rootKey: nil) }?.code == .productOlder)
        _ = try site.folder.install(second.unverified, rootKey: nil)
        #expect(try site.verdict(on: later).isLicensed)
    }

    @Test(arguments: ["", "nonsense"], [false, true])
    func `While a request waits, a damaged product file is replaced only where the root key is named`(
        text: String, keepsLicense: Bool
    ) throws {
        // A damaged license vouches for nothing either.
        if keepsLicense { try site.damage("license") } else { site.temporary.remove(site.file("license")) }
        try site.damage("product", text)
        let (right, stranger) = (try site.vendor.productFile(), try SimulatedVendor(2).productFile())
        for file in [stranger, right] {
            let found = refusal { _ = try site.folder.install(file.unverified, rootKey: nil) }
            #expect(found?.code == .productRootUnknown && found?.facts == [.needed(.rootKey)])
            #expect(refusal { _ = try site.request(with: file) }?.facts == [.needed(.rootKey)])
        }
        #expect(try site.temporary.read(site.file("product")) == Array(text.utf8))
        _ = try site.folder.install(right.unverified, rootKey: site.vendor.rootKey.publicKey)
        _ = try site.install(site.vendor.license(for: site.request()))
        #expect(try site.verdict().isLicensed)
    }

    @Test func `Where nothing was begun, any product file replaces a damaged one`() throws {
        let new = try Site()
        _ = try new.folder.install(new.vendor.productFile().unverified, rootKey: nil)
        try new.damage("product")
        _ = try new.folder.install(SimulatedVendor(2).productFile().unverified, rootKey: nil)
    }

    @Test func `What is said of a damaged file fits it`() throws {
        try site.damage("license", "")
        #expect(
            refusal { try site.verdict() }?.sentence.hasSuffix("/license is damaged: it is empty.") == true)
        let other = try site.vendor.productFile(product: SimulatedVendor.product("crane-planner"))
        try site.temporary.write(other.encoded, to: site.file("product"))
        let found = refusal { try site.verdict() }
        #expect(found?.facts == [.needed(.productFile)])
        #expect(found?.sentence.contains("/product is damaged: it is a product file of '") == true)
    }

    // MARK: What is no file of ours

    /// The files of the folder, and what is needed where one is damaged.
    private func needs() throws -> [(String, Need)] {
        try [("product", .productFile), ("license", .license), ("device.key", .deviceKey)]
            + site.keptRequests().map { ($0, .renewal) }
    }

    @Test func `A file that is too large is damaged, and is cured as one`() throws {
        for (name, need) in try needs() {
            let whole = try site.temporary.read(site.file(name))
            try site.damage(name, String(repeating: "x", count: 200_000))
            let found = refusal { try site.verdict() }
            #expect(found?.code == .stateDamaged && found?.facts == [.needed(need)], "\(name)")
            #expect(
                found?.sentence.hasSuffix("/\(name) is damaged: it is larger than such a file can be.")
                    == true)
            try site.temporary.write(whole, to: site.file(name))
        }
        try site.damage("clock", String(repeating: "x", count: 200_000))
        #expect(refusal { try site.verdict() }?.code == .clockRecordLost)
        // As after any loss of the record, a new request sets it right.
        let later = site.machine.after(days: 1)
        _ = try site.install(
            site.vendor.license(for: site.request(on: later), issuedOn: "2026-11-24"), on: later)
        #expect(try site.verdict(on: later).isLicensed)
    }

    @Test func `A folder or a pipe in the place of a file is named, and what belongs there`() throws {
        for name in try needs().map(\.0) + ["clock"] {
            let path = site.temporary(site.file(name))
            let whole = try site.temporary.read(site.file(name))
            for make in [{ mkdir($0, 0o700) }, { mkfifo($0, 0o600) }] as [(String) -> Int32] {
                site.temporary.remove(site.file(name))
                try #require(make(path) == 0)
                let found = refusal { try site.verdict() }
                #expect(found?.code == .stateDamaged, "\(name)")
                #expect(found?.sentence.contains("/\(name) is ") == true, "\(name)")
                #expect(found?.sentence.hasSuffix("; a file of the state folder belongs there.") == true)
                #expect(found?.remedy.hasPrefix("Move it away") == true)
                try #require(remove(path) == 0)
            }
            try site.temporary.write(whole, to: site.file(name))
        }
        #expect(try site.verdict().isLicensed)
    }
}
