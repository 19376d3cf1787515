import DurableFiles
import Glibc
import Refusals
import Testing

@Suite("Folders, names and the process")
struct SystemTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test("A folder is listed in the order of bytes, with kinds, links followed, hidden ones marked")
    func listing() throws {
        for name in ["b", "B", "é", ".hidden"] { try writeAtomically([], to: folder(name), overwrite: false) }
        try #require(mkdir(folder("sub"), 0o700) == 0)
        try #require(mkfifo(folder("pipe"), 0o600) == 0)
        symlink("b", folder("to-file"))
        symlink("sub", folder("to-folder"))
        symlink("none", folder("to-nothing"))
        let entries = try listFolder(folder.path)
        #expect(
            entries.map(\.name) == [
                ".hidden", "B", "b", "pipe", "sub", "to-file", "to-folder", "to-nothing", "é",
            ])
        #expect(
            entries.map(\.kind) == [
                .regular, .regular, .regular, .other, .folder, .regular, .folder, .other, .regular,
            ])
        #expect(entries.filter(\.isHidden).map(\.name) == [".hidden"])
    }

    @Test("A name that is not UTF-8 is listed, and leads to its file")
    func oddName() throws {
        let name = (Array(folder("x").utf8) + [0xff, 0]).map { CChar(bitPattern: $0) }
        let descriptor = creat(name, 0o600)
        try #require(descriptor >= 0)
        close(descriptor)
        let entries = try listFolder(folder.path)
        #expect(entries.map(\.kind) == [.regular])
        let path = folder(try #require(entries.first?.name))
        #expect(shownPath(path) == folder("x\\xFF"))
        try writeAtomically([7], to: path, overwrite: true)
        #expect(try readFile(path, limit: 9) == [7])
        #expect(try fileKind(at: path) == .regular && isSameTarget(path, path))
        var batch = DurableBatch(folder: folder.path)
        batch.add([8], as: try #require(entries.first?.name) + ".license")
        #expect(batch.write().allSatisfy { $0.refusal == nil })
        #expect(try listFolder(folder.path).count == 2)
        #expect(unlink(name) == 0)
        try withoutOddNames()
    }

    /// The folder is removed by names that are UTF-8.
    private func withoutOddNames() throws {
        for entry in try listFolder(folder.path) {
            PathText.withBytes(of: folder(entry.name)) { _ = unlink($0) }
        }
    }

    @Test("A path's bytes and its text say the same, whatever the bytes are")
    func pathText() {
        var cases: [[UInt8]] = [
            Array("größer".utf8), [0xff], [0x61, 0xe9, 0x62], [0xc3], [0xed, 0xa0, 0x80],
            [0xf4, 0x8f, 0xbf, 0xa9],
            [0xf4, 0x8f, 0xbe], [0xf4, 0x90, 0x80, 0x80], Array("\u{10ff7f}\u{10ff80}\u{10ffff}".utf8),
        ]
        for _ in 0..<500 { cases.append((0..<9).map { _ in UInt8.random(in: 1...255) }) }
        for bytes in cases {
            let text = PathText.text(bytes)
            let back = PathText.withBytes(of: text) { start in
                (0..<strlen(start)).map { UInt8(bitPattern: start[$0]) }
            }
            #expect(back == bytes)
            let isPlain = String(validating: bytes, as: UTF8.self).map { $0 == text } ?? false
            #expect(PathText.holdsBytes(text) == !isPlain)
        }
        #expect(Set(cases.map { PathText.text($0) }).count == Set(cases).count)
    }

    @Test("A folder that is not there, or is a file, is refused")
    func notAFolder() throws {
        try writeAtomically([], to: folder("a"), overwrite: false)
        #expect(refused { _ = try listFolder(folder("none")) }?.code == .fileNotFound)
        #expect(refused { _ = try listFolder(folder("a")) }?.code == .fileUnreadable)
        #expect(refused { _ = try listFolder(folder.path + "\0") }?.code == .fileNotFound)
    }

    @Test("A path is told to be a file, a folder, something else or nothing")
    func kinds() throws {
        try writeAtomically([], to: folder("a"), overwrite: false)
        #expect(try fileKind(at: folder("a")) == .regular)
        #expect(try fileKind(at: folder.path) == .folder)
        #expect(try fileKind(at: "/dev/null") == .other)
        #expect(try fileKind(at: folder("none")) == nil)
        #expect(try fileKind(at: folder("a/b")) == nil)
        #expect(try fileKind(at: folder("a\0")) == nil)
    }

    @Test("A link's target is given as it is written")
    func links() throws {
        symlink("../some/where", folder("link"))
        #expect(symbolicLinkTarget(of: folder("link")) == "../some/where")
        #expect(symbolicLinkTarget(of: folder.path) == nil)
        #expect(symbolicLinkTarget(of: folder("none")) == nil)
    }

    @Test("Paths are joined with one slash")
    func joining() {
        #expect(joinedPath("/a", "b") == "/a/b")
        #expect(joinedPath("/", "b") == "/b")
        #expect(joinedPath("a/", "b") == "a/b")
        #expect(joinedPath("", "b") == "b")
    }

    @Test("A combining mark after a slash does not hide the slash")
    func combiningMark() throws {
        let path = folder("\u{301}x")
        try writeAtomically([1], to: path, overwrite: false)
        #expect(try folder.names == ["\u{301}x"])
    }

    @Test("The user is the process's own, by name where it has one")
    func user() throws {
        let user = currentUser()
        #expect(user.id == geteuid())
        let accounts = String(decoding: try readFile("/etc/passwd", limit: 1_000_000), as: UTF8.self)
        let account = accounts.split(separator: "\n").map { $0.split(separator: ":") }
            .first { $0.count > 2 && $0[2] == "\(geteuid())" }
        if let account { #expect(user.name == account[0]) } else { #expect(!user.name.isEmpty) }
    }

    @Test("A mount is known by its path, and what lies beside or below is none")
    func mounts() throws {
        #expect(isMountPoint("/proc") && isMountPoint("/proc/"))
        let folder = try TemporaryFolder()
        for path in ["/proc/self", "/proc/version", folder.path, folder("none"), "/proc\0"] {
            #expect(!isMountPoint(path), "\(path)")
        }
    }

    @Test("The host's name is the kernel's")
    func host() throws {
        let name = String(decoding: try readFile("/proc/sys/kernel/hostname", limit: 200), as: UTF8.self)
        #expect(hostName() + "\n" == name)
    }

    @Test("No core is written after core dumps were disabled")
    func coreDumps() async {
        await #expect(processExitsWith: .success) {
            #expect(disableCoreDumps())
            var limit = rlimit()
            getrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit)
            if limit.rlim_cur != 0 || limit.rlim_max != 0 { exit(1) }
        }
    }

    @Test("Writing to a full device is refused")
    func fullDevice() throws {
        let device = open("/dev/full", O_WRONLY)
        try #require(device >= 0)
        defer { close(device) }
        #expect(refused { try writeDescriptor([1], to: device, named: "standard output") }?.code == .diskFull)
    }
}
