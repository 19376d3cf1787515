import DurableFiles
import Glibc
import Refusals
import Testing

@Suite("A private folder", .timeLimit(.minutes(1)))
struct PrivateFolderTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// Not where `/tmp` itself is closed.
    private var isReachableForOthers: Bool {
        chmod(folder.path, 0o755)
        return (try? withoutPrivileges { try fileKind(at: folder.path) }) == .folder
    }

    private func create(_ name: String) throws -> PrivateFolder {
        try PrivateFolder(creating: folder(name), otherOwner: .vaultOtherOwner)
    }

    private func open(_ path: String) throws -> PrivateFolder {
        try PrivateFolder(opening: path, missing: .vaultMissing, otherOwner: .vaultOtherOwner)
    }

    @Test("is made with those above it, for its owner alone; the second time it is only opened")
    func creation() throws {
        #expect(try create("a/b/c/").note == .created)
        for name in ["a", "a/b", "a/b/c"] { #expect(try permissions(of: folder(name)) == 0o700) }
        #expect(try create("a/b/c").note == nil)
        #expect(try open(folder("a/b/c")).path == folder("a/b/c"))
    }

    @Test("is closed to others when it is opened, and the caller is told", arguments: [0o755, 0o770, 0o701])
    func tightening(mode: UInt32) throws {
        _ = try create("a")
        chmod(folder("a"), mode)
        #expect(try open(folder("a")).note == .tightened(from: mode))
        #expect(try permissions(of: folder("a")) == 0o700)
        #expect(try open(folder("a")).note == nil)
    }

    @Test("is refused if it belongs to another user, with the caller's code")
    func otherOwner() throws {
        var path = "/"
        if geteuid() == 0 {
            path = folder("foreign")
            try #require(mkdir(path, 0o755) == 0)
            try #require(chown(path, 65_534, 65_534) == 0)
        }
        let refusal = refused { _ = try open(path) }
        #expect(refusal?.code == .vaultOtherOwner)
        let owner = geteuid() == 0 ? "nobody" : "root"
        #expect(refusal?.sentence == "\(path) belongs to \(owner), and you are \(currentUser().name).")
        #expect(refusal?.remedy == "Run the command as \(owner), or name another vault with --vault.")
        #expect(try permissions(of: path) == 0o755)
    }

    @Test(
        "is another user's, and nothing is said of writing, if its owner lets nobody look into it",
        .enabled(if: geteuid() == 0), arguments: ["closed", "closed/state"])
    func closedOwner(name: String) throws {
        guard isReachableForOthers else { return }
        try #require(mkdir(folder("closed"), 0o700) == 0 && mkdir(folder("closed/state"), 0o700) == 0)
        try #require(chown(folder("closed"), 65_533, 65_533) == 0)
        try withoutPrivileges {
            let made = refused { _ = try create(name) }
            let opened = refused { _ = try open(folder(name)) }
            for refusal in [made, opened] {
                #expect(refusal?.code == .vaultOtherOwner)
                #expect(refusal?.sentence.hasPrefix("\(folder("closed")) belongs to ") == true)
            }
        }
    }

    @Test("that can not be made names the option for another place", .enabled(if: geteuid() == 0))
    func cannotBeMade() throws {
        guard isReachableForOthers else { return }
        try withoutPrivileges {
            let refusal = refused {
                _ = try PrivateFolder(creating: folder("new"), otherOwner: .stateOtherOwner)
            }
            #expect(refusal?.code == .folderNotPermitted)
            #expect(refusal?.remedy == "Name a folder of your own with --state.")
        }
    }

    @Test("is refused if it is missing, a file, or a link to a folder; links above it are allowed")
    func kinds() throws {
        _ = try create("real/sub")
        try writeAtomically([], to: folder("file"), overwrite: false)
        symlink("real", folder("link"))
        #expect(refused { _ = try open(folder("none")) }?.code == .vaultMissing)
        #expect(refused { _ = try open(folder("file")) }?.code == .fileUnwritable)
        let link = refused { _ = try open(folder("link")) }
        #expect(link?.code == .fileUnwritable)
        #expect(link?.sentence == "\(folder("link")) is a link.")
        #expect(refused { _ = try open(folder("link/")) }?.code == .fileUnwritable)
        #expect(refused { _ = try create("file") }?.code == .fileUnwritable)
        #expect(refused { _ = try create("file/sub") }?.code == .fileUnwritable)
        #expect(try open(folder("link/sub")).note == nil)
    }

    @Test("keeps files for their owner alone, and gives them back")
    func files() throws {
        let state = try create("a")
        #expect(try state.readIfPresent("device.key", limit: 9) == nil)
        try state.write([1, 2], as: "device.key", overwrite: false)
        #expect(try permissions(of: folder("a/device.key")) == 0o600)
        #expect(try state.read("device.key", limit: 2) == [1, 2])
        #expect(refused { _ = try state.read("device.key", limit: 1) }?.code == .documentTooLarge)
        let again = refused { try state.write([3], as: "device.key", overwrite: false) }
        #expect(again?.code == .fileExists)
        try state.write([3], as: "device.key", overwrite: true)
        #expect(try state.read("device.key", limit: 2) == [3])
        try state.remove("device.key")
        try state.remove("device.key")
        #expect(refused { _ = try state.read("device.key", limit: 2) }?.code == .fileNotFound)
    }

    @Test("reads no link, no pipe and no folder in it, and no other user's file")
    func plantedFiles() throws {
        let state = try create("a")
        try state.write([1], as: "real", overwrite: false)
        symlink("real", folder("a/link"))
        try #require(mkfifo(folder("a/pipe"), 0o600) == 0)
        try #require(mkdir(folder("a/sub"), 0o700) == 0)
        #expect(refused { _ = try state.read("link", limit: 9) }?.code == .fileUnreadable)
        #expect(refused { _ = try state.read("pipe", limit: 9) }?.code == .fileUnreadable)
        #expect(refused { _ = try state.read("sub", limit: 9) }?.code == .fileIsFolder)
        if geteuid() == 0, chown(folder("a/real"), 65_534, 65_534) == 0 {
            #expect(refused { _ = try state.read("real", limit: 9) }?.code == .vaultOtherOwner)
        }
    }

    @Test("takes no path for a name", arguments: ["", ".", "..", "../a", "/etc/passwd", "a\0"])
    func names(name: String) throws {
        let state = try create("a")
        #expect(refused { _ = try state.read(name, limit: 9) }?.code == .fileUnreadable)
        #expect(refused { try state.write([1], as: name, overwrite: true) } != nil)
        #expect(refused { try state.remove(name) } != nil)
    }

    @Test("stays the same folder when another takes its name")
    func exchanged() throws {
        let state = try create("a")
        try state.write([1], as: "file", overwrite: false)
        try #require(rename(folder("a"), folder("b")) == 0)
        try create("a").write([2], as: "file", overwrite: false)
        #expect(try state.read("file", limit: 9) == [1])
    }

    @Test("lists its entries, and loses only left-over temporaries")
    func leftovers() throws {
        let state = try create("a")
        for name in ["z", ".countersign-0123456789abcdef.tmp", ".countersign-x.tmp"] {
            try state.write([], as: name, overwrite: false)
        }
        try state.removeLeftovers()
        #expect(try state.entries().map(\.name) == [".countersign-x.tmp", "z"])
        #expect(try state.entries().map(\.name) == [".countersign-x.tmp", "z"])
    }
}
