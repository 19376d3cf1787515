import Countersign
import Cryptography
import Glibc
import Simulation
import Testing

@Suite("An application in a state folder that is shared with a group")
struct SharedFolderTests {
    private static let group: gid_t = 64_123
    private static let (nobody, stranger): (uid_t, gid_t) = (65_534, 65_534)
    private static let now = SimulatedMachine.noon

    /// Whether another user can be played: by root.
    private static let isRoot = geteuid() == 0

    private let vendor: SimulatedVendor
    private let folder: TemporaryFolder
    private let file: [UInt8]

    /// Root licenses the site, and shares the folder.
    init() throws {
        vendor = try SimulatedVendor()
        folder = try TemporaryFolder()
        file = try vendor.productFile().encoded
        let product = try Self.product(
            file, Hexadecimal.encode(vendor.rootKey.publicKey.bytes), folder("state"))
        let asked = try product.makeRequest(activationKey: vendor.activationKey.text, now: Self.now)
        let request = try Unverified<Request>(written: asked).verified()
        _ = try product.install(vendor.license(for: request, binding: .site).encoded, now: Self.now)
        chmod(folder.path, 0o711)
    }

    private static func product(_ file: [UInt8], _ rootKey: String, _ state: String) throws -> LicensedProduct
    {
        try LicensedProduct("hull-designer", productFile: file, rootKey: RootKey(rootKey), state: state)
    }

    private func share() throws { _ = try StateFolder.open(folder("state")).shared(with: Self.group) }

    /// What the application does, in a process of another user.
    private static func check(_ file: [UInt8], _ rootKey: String, _ state: String, in group: gid_t) -> Int32 {
        var groups = [group]
        guard setgroups(1, &groups) == 0, setgid(stranger) == 0, setuid(nobody) == 0
        else { return 2 }
        do {
            return try product(file, rootKey, state).verdict(now: now).code == "active" ? 0 : 1
        } catch let refusal as Refusal {
            return refusal.code.exitStatus.rawValue
        } catch {
            return 3
        }
    }

    private func modes() -> [String] {
        ["", "/hull-designer", "/hull-designer/license", "/hull-designer/device.key"].map { name in
            var found = stat()
            guard stat(folder("state") + name, &found) == 0 else { return "none" }
            return String(found.st_mode & 0o7777, radix: 8) + " \(found.st_gid)"
        }
    }

    private func expect(_ status: Int32, in group: gid_t, _ line: SourceLocation = #_sourceLocation)
        async throws
    {
        let (state, rootKey) = (folder("state"), Hexadecimal.encode(vendor.rootKey.publicKey.bytes))
        await #expect(processExitsWith: .exitCode(status), sourceLocation: line) {
            [
                file = file as [UInt8], rootKey = rootKey as String, state = state as String,
                group = group as gid_t
            ] in
            exit(Self.check(file, rootKey, state, in: group))
        }
    }

    @Test(.enabled(if: isRoot, "needs root"))
    func `Members are licensed, others are not, and nothing changes`()
        async throws
    {
        try await expect(77, in: Self.group)
        try share()
        let shared = ["750 64123", "750 64123", "640 64123", "640 64123"]
        #expect(modes() == shared)
        try await expect(0, in: Self.group)
        try await expect(77, in: 64_124)
        #expect(modes() == shared)
        // It ends when the right to read is taken away.
        chmod(folder("state"), 0o700)
        try await expect(77, in: Self.group)
    }

    /// Its permissions look the same.
    @Test(.enabled(if: isRoot, "needs root"), arguments: ["", "/hull-designer/device.key"])
    func `A list that gives rights to one more user ends it`(name: String) async throws {
        try share()
        let before = modes()
        try await expect(0, in: Self.group)
        try giveRights(to: folder("state") + name, mode: name.isEmpty ? 5 : 4)
        #expect(modes() == before)
        try await expect(77, in: Self.group)
        try await expect(77, in: 64_124)
    }

    @Test(.enabled(if: isRoot, "needs root"))
    func `A list lets nobody use a folder that is not shared, and is closed by what changes it`() async throws
    {
        try giveRights(to: folder("state"), mode: 5)
        #expect(modes().first == "750 0")
        try await expect(77, in: 64_124)
        let (state, rootKey) = (folder("state"), Hexadecimal.encode(vendor.rootKey.publicKey.bytes))
        let product = try Self.product(file, rootKey, state)
        #expect(try product.verdict(now: Self.now).code == "active")
        _ = try product.makeRenewalRequest(now: Self.now)
        #expect(modes().first == "700 0")
    }
}

/// Lets user 65534 read a file or enter a folder, by an access control list, as `setfacl` does.
private func giveRights(to path: String, mode: UInt8) throws {
    typealias SetAttribute =
        @convention(c) (UnsafePointer<CChar>, UnsafePointer<CChar>, UnsafeRawPointer, Int, Int32) -> Int32
    let symbol = try #require(dlsym(nil, "setxattr"))
    let setAttribute = unsafeBitCast(symbol, to: SetAttribute.self)
    // Tags of the owner, a user, the group, the mask and all others.
    let entries: [(tag: UInt8, rights: UInt8, id: UInt32)] = [
        (0x01, mode | 6, .max), (0x02, mode, 65_534), (0x04, mode, .max), (0x10, mode, .max), (0x20, 0, .max),
    ]
    var list: [UInt8] = [2, 0, 0, 0]
    for entry in entries {
        list += [entry.tag, 0, entry.rights, 0]
        list += (0..<4).map { UInt8(truncatingIfNeeded: entry.id >> (8 * $0)) }
    }
    try #require(setAttribute(path, "system.posix_acl_access", list, list.count, 0) == 0)
}
