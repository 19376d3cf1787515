import DurableFiles
import Glibc
import Refusals
import Testing

@Suite("A private folder", .timeLimit(.minutes(1)))
struct PrivateFolderTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// Whether another user can be played: by root, and not where `/tmp` itself is closed.
    private static let canPlayOthers: Bool = {
        guard geteuid() == 0, let folder = try? TemporaryFolder() else { return false }
        chmod(folder.path, 0o755)
        return (try? withoutPrivileges { try fileKind(at: folder.path) }) == .folder
    }()

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

    @Test("is closed to others when it is opened, and the caller is told", arguments: [0o755, 0o750, 0o701])
    func tightening(mode: UInt32) throws {
        try create("a").write([], as: ".lock", overwrite: false)
        chmod(folder("a"), mode)
        #expect(try open(folder("a")).note == .tightened(from: mode))
        #expect(try permissions(of: folder("a")) == 0o700)
        #expect(try open(folder("a")).note == nil)
    }

    @Test(
        "is left as it is where it is only read, and closed when that is asked for",
        arguments: [0o755, 0o701])
    func reading(mode: UInt32) throws {
        let made = try create("a")
        try made.write([7], as: ".lock", overwrite: false)
        _ = try made.makeSubfolder("b")
        try writeAtomically([], to: folder("a/b/.lock"), overwrite: false)
        for name in ["a/b", "a"] { chmod(folder(name), mode) }
        let read = try PrivateFolder(
            opening: folder("a"), missing: .vaultMissing, otherOwner: .vaultOtherOwner, closing: false)
        #expect(read.note == .open(permissions: mode))
        #expect(try read.read(".lock", limit: 9) == [7])
        #expect(
            try read.subfolder("b", missing: .vaultMissing, closing: false).note == .open(permissions: mode))
        #expect(try permissions(of: folder("a")) == mode && permissions(of: folder("a/b")) == mode)
        try read.close()
        #expect(try permissions(of: folder("a")) == 0o700)
        try read.close()
        chmod(folder("a"), 0o770)
        #expect(refused { try read.close() }?.code == .vaultOtherOwner)
        let again = refused {
            _ = try PrivateFolder(
                opening: folder("a"), missing: .vaultMissing, otherOwner: .vaultOtherOwner, closing: false)
        }
        #expect(again?.code == .vaultOtherOwner)
    }

    @Test("is refused if others could write there, until it is closed", arguments: [0o770, 0o702, 0o1777])
    func writable(mode: UInt32) throws {
        try create("a").write([], as: ".lock", overwrite: false)
        chmod(folder("a"), mode)
        for _ in 1...2 {
            let refusal = refused { _ = try open(folder("a")) }
            #expect(refusal?.code == .vaultOtherOwner)
            #expect(refusal?.sentence.contains("its permissions are \(String(mode, radix: 8))") == true)
            #expect(try permissions(of: folder("a")) == mode)
            #expect(refused { _ = try create("a") }?.code == .vaultOtherOwner)
        }
        chmod(folder("a"), 0o700)
        #expect(try open(folder("a")).note == nil)
    }

    @Test("that is empty is closed, whoever could write there: nobody has", arguments: [0o775, 0o777])
    func empty(mode: UInt32) throws {
        _ = try create("a")
        chmod(folder("a"), mode)
        #expect(try open(folder("a")).note == .tightened(from: mode))
        #expect(try permissions(of: folder("a")) == 0o700)
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
        #expect(refusal?.sentence == "\(path) belongs to \(owner), but you are \(currentUser().name).")
        #expect(refusal?.facts == [.folder(.vault), .owner(owner)])
        #expect(try permissions(of: path) == 0o755)
    }

    @Test(
        "is another user's, and nothing is said of writing, if its owner lets nobody look into it",
        .enabled(if: canPlayOthers, "needs root, and a /tmp that others may enter"),
        arguments: ["closed", "closed/state"])
    func closedOwner(name: String) throws {
        chmod(folder.path, 0o755)
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

    @Test(
        "that can not be made names the option for another place",
        .enabled(if: canPlayOthers, "needs root, and a /tmp that others may enter"))
    func cannotBeMade() throws {
        chmod(folder.path, 0o755)
        try withoutPrivileges {
            let refusal = refused {
                _ = try PrivateFolder(creating: folder("new"), otherOwner: .stateOtherOwner)
            }
            #expect(refusal?.code == .folderNotPermitted)
            #expect(refusal?.facts == [.folder(.state)])
        }
    }

    @Test("is refused if it is missing or a file")
    func kinds() throws {
        _ = try create("real/sub")
        try writeAtomically([], to: folder("file"), overwrite: false)
        #expect(refused { _ = try open(folder("none")) }?.code == .vaultMissing)
        #expect(refused { _ = try open("") }?.code == .vaultMissing)
        for path in ["file", "file/", "file/sub"] {
            #expect(refused { _ = try open(folder(path)) }?.code == .fileUnwritable)
            #expect(refused { _ = try create(path) }?.code == .fileUnwritable)
        }
    }

    @Test(
        "may be a link of the user's own, and lie behind one",
        arguments: ["link", "link/", "chain", "through/", "above/real", "absolute", "./up/../link"])
    func links(name: String) throws {
        try create("real").write([7], as: "file", overwrite: false)
        try #require(mkdir(folder("deep"), 0o700) == 0 && mkdir(folder("up"), 0o700) == 0)
        symlink("real", folder("link"))
        symlink("link//", folder("chain"))
        symlink("./deep/../deep/../chain", folder("through"))
        symlink("..", folder("deep/above"))
        symlink("deep/above", folder("above"))
        symlink(folder("real/."), folder("absolute"))
        #expect(try open(folder(name)).read("file", limit: 9) == [7])
        #expect(try create(name).read("file", limit: 9) == [7])
        // What it leads to is looked at, as if it had been named.
        chmod(folder("real"), 0o770)
        #expect(refused { _ = try open(folder(name)) }?.code != nil)
        #expect(try permissions(of: folder("real")) == 0o770)
    }

    @Test("is refused behind a link that leads nowhere, or round in circles")
    func lostLinks() throws {
        symlink("none", folder("dangling"))
        symlink("circle", folder("circle"))
        symlink("file/x", folder("through"))
        try writeAtomically([], to: folder("file"), overwrite: false)
        #expect(refused { _ = try open(folder("dangling")) }?.code == .vaultMissing)
        #expect(refused { _ = try open(folder("dangling")) }?.code == .vaultMissing, "nothing was made")
        #expect(refused { _ = try open(folder("circle")) }?.code == .fileUnwritable)
        #expect(refused { _ = try create("circle") }?.code == .fileUnwritable)
        #expect(refused { _ = try open(folder("through")) }?.code == .fileUnwritable)
        for number in 1...41 { symlink(number == 1 ? "real" : "n\(number - 1)", folder("n\(number)")) }
        _ = try create("real")
        #expect(try open(folder("n40")).note == nil)
        #expect(refused { _ = try open(folder("n41")) }?.code == .fileUnwritable)
    }

    @Test(
        "is made where a link leads to it and it is not there yet, and not what is above it there",
        arguments: ["link", "link/", "chain", "absolute", "link/sub/below"])
    func linkToNothing(name: String) throws {
        symlink("to/new", folder("link"))
        symlink("link", folder("chain"))
        symlink(folder("to/new/."), folder("absolute"))
        let refusal = refused { _ = try create(name) }
        #expect(refusal?.code.exitStatus == .inputOutput || refusal?.code.exitStatus == .cannotCreate)
        #expect(try folder.names.sorted() == ["absolute", "chain", "link"], "nothing was made")
        if !name.contains("/") {
            #expect(refusal?.sentence == "\(folder(name)) is a link that leads to no folder.")
            #expect(refusal?.remedy.hasPrefix("Make the folder that it leads to") == true)
        }
        try #require(mkdir(folder("to"), 0o755) == 0)
        try create(name).write([7], as: "file", overwrite: false)
        let place = "to/new" + (name.hasSuffix("below") ? "/sub/below" : "")
        #expect(try readFile(folder("\(place)/file"), limit: 9) == [7])
        #expect(try permissions(of: folder(place)) == 0o700)
        #expect(try permissions(of: folder("to")) == 0o755)
        #expect(try create(name).note == nil)
    }

    @Test(
        "makes nothing behind another user's link", .enabled(if: geteuid() == 0, "needs root"),
        arguments: ["link", "way/new", "way/new/below", "in/../way/new"])
    func foreignLinkToNothing(name: String) throws {
        try #require(mkdir(folder("real"), 0o755) == 0 && mkdir(folder("in"), 0o755) == 0)
        for (link, target) in [("link", "real/new"), ("way", "real")] {
            symlink(target, folder(link))
            try #require(lchown(folder(link), 65_534, 65_534) == 0)
        }
        #expect(refused { _ = try create(name) }?.code == .vaultOtherOwner)
        #expect(try listFolder(folder("real")).isEmpty)
    }

    @Test(
        "is refused behind another user's link, at its end or on the way", .enabled(if: geteuid() == 0),
        arguments: ["link", "link/", "way/real", "chain"])
    func foreignLinks(name: String) throws {
        _ = try create("real")
        symlink("real", folder("link"))
        symlink(".", folder("way"))
        symlink("link", folder("chain"))
        for link in ["link", "way"] {
            try #require(lchown(folder(link), 65_534, 65_534) == 0)
        }
        let refusal = refused { _ = try open(folder(name)) }
        #expect(refusal?.code == .vaultOtherOwner)
        let link = folder(name.hasPrefix("way") ? "way" : "link")
        #expect(refusal?.sentence == "The link \(link) belongs to nobody, but you are \(currentUser().name).")
        #expect(refused { _ = try create(name) }?.code == .vaultOtherOwner)
    }

    @Test("opens what is in it by its descriptor, under the same rules")
    func subfolders() throws {
        let state = try create("a")
        #expect(refused { _ = try state.subfolder("b", missing: .stateMissing) }?.code == .stateMissing)
        let made = try state.makeSubfolder("b")
        #expect(made.note == .created && made.path == folder("a/b"))
        try made.write([1], as: "file", overwrite: false)
        symlink("b", folder("a/c"))
        #expect(try state.subfolder("c", missing: .stateMissing).read("file", limit: 9) == [1])
        #expect(try state.makeSubfolder("c").note == nil)
        chmod(folder("a/b"), 0o720)
        #expect(refused { _ = try state.subfolder("b", missing: .stateMissing) }?.code == .folderNotPermitted)
        chmod(folder("a/b"), 0o700)
        // The folder around it is exchanged: what was opened stays.
        try #require(rename(folder("a"), folder("z")) == 0)
        try create("a").makeSubfolder("b").write([2], as: "file", overwrite: false)
        #expect(try state.subfolder("b", missing: .stateMissing).read("file", limit: 9) == [1])
        for name in ["", ".", "..", "b/../b", "/etc", "b\0"] {
            #expect(refused { _ = try state.subfolder(name, missing: .stateMissing) } != nil)
            #expect(refused { _ = try state.makeSubfolder(name) } != nil)
        }
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
        for (name, what) in [("link", "a link"), ("pipe", "no regular file"), ("sub", "a folder")] {
            let refusal = refused { _ = try state.read(name, limit: 9) }
            #expect(refusal?.code == .vaultDamaged)
            #expect(
                refusal?.sentence == "\(folder("a/\(name)")) is \(what); a file of the vault belongs there.")
        }
        #expect(
            refused { try state.write([1], as: "sub", overwrite: true) }?.sentence
                == "\(folder("a/sub")) is a folder; a file of the vault belongs there.")
        for mode in [0o620, 0o602, 0o666] as [UInt32] {
            chmod(folder("a/real"), mode)
            #expect(refused { _ = try state.read("real", limit: 9) }?.code == .vaultOtherOwner)
        }
        chmod(folder("a/real"), 0o644)
        #expect(try state.read("real", limit: 9) == [1])
        for mode in [0o640, 0o604, 0o610, 0o601] as [UInt32] {
            chmod(folder("a/real"), mode)
            #expect(
                refused { _ = try state.read("real", limit: 9, isSecret: true) }?.code == .vaultOtherOwner)
        }
        chmod(folder("a/real"), 0o400)
        #expect(try state.read("real", limit: 9, isSecret: true) == [1])
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
