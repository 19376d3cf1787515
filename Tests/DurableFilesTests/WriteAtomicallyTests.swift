import Glibc
import Refusals
import Synchronization
import Testing

@testable import DurableFiles

@Suite("Writing a file atomically", .timeLimit(.minutes(2)))
struct WriteAtomicallyTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test("puts the whole content under the name, and leaves nothing else", arguments: [0, 1, 1_000_000])
    func content(size: Int) throws {
        let bytes = [UInt8](repeating: 0x5a, count: size)
        try writeAtomically(bytes, to: folder("a"), overwrite: false)
        #expect(try readFile(folder("a"), limit: size) == bytes)
        #expect(try folder.names == ["a"])
    }

    @Test("says what is wrong with a name that is none: of a folder, behind a file, too long")
    func names() throws {
        try writeAtomically([1], to: folder("a"), overwrite: false)
        let long = String(repeating: "n", count: 300)
        let ways: [(String) throws -> Void] = [
            { try writeAtomically([1], to: $0, overwrite: true) }, { try requireWritable($0) },
        ]
        for write in ways {
            #expect(refused { try write(folder.path + "/") }?.code == .fileIsFolder)
            let behind = refused { try write(folder("a/")) }
            #expect(behind?.sentence.hasSuffix("was not written: its folder is a file.") == true)
            let tooLong = refused { try write(folder(long)) }
            #expect(tooLong?.sentence.hasSuffix("was not written: its name is too long.") == true)
            #expect(tooLong?.remedy == "Give a shorter name.")
        }
        #expect(refused { try requireNameFits(folder(long)) }?.code == .fileUnwritable)
        #expect(try fileKind(at: folder(long)) == nil)
        #expect(try !isNameTaken(folder(long)))
    }

    @Test("gives the file to its owner alone, unless asked otherwise")
    func modes() throws {
        try writeAtomically([1], to: folder("private"), overwrite: false)
        try writeAtomically([1], to: folder("public"), mode: 0o644, overwrite: false)
        let mask = umask(0)
        umask(mask)
        #expect(try permissions(of: folder("private")) == 0o600 & ~mask)
        #expect(try permissions(of: folder("public")) == 0o644 & ~mask)
    }

    @Test("replaces a file only when told to", arguments: ExclusivePlacing.allCases)
    func overwrite(way: ExclusivePlacing) throws {
        try writeAtomically([1], to: folder("a"), overwrite: false)
        #expect(refused { try writeAtomically([2], to: folder("a"), overwrite: false) }?.code == .fileExists)
        // The placing itself must refuse as well: the file can appear after the first look.
        let target = try TargetFolder(path: folder.path, for: "a")
        let temporary = try TemporaryFile(in: target, mode: 0o600)
        #expect(throws: SystemError(number: EEXIST)) {
            try temporary.place(as: "a", overwrite: false, ways: [way])
        }
        #expect(try readFile(folder("a"), limit: 9) == [1])
        try writeAtomically([2], to: folder("a"), overwrite: true)
        #expect(try readFile(folder("a"), limit: 9) == [2])
    }

    @Test(
        "makes a new file in each of the ways a file system may offer", arguments: ExclusivePlacing.allCases)
    func eachWay(way: ExclusivePlacing) throws {
        let target = try TargetFolder(path: folder.path, for: "a")
        try target.write([3], as: "a", shownAs: "a", mode: 0o600, overwrite: false, ways: [way])
        #expect(try readFile(folder("a"), limit: 9) == [3])
        #expect(try folder.names == ["a"])
    }

    @Test("lets exactly one of many threads make the file", arguments: ExclusivePlacing.allCases)
    func race(way: ExclusivePlacing) async throws {
        for round in 0..<25 {
            let name = "file-\(round)"
            let start = Start()
            let winners = try await withThrowingTaskGroup(of: UInt8?.self) { group in
                for racer in UInt8(0)..<8 {
                    group.addTask { [folder] in
                        let target = try TargetFolder(path: folder.path, for: name)
                        let temporary = try TemporaryFile(in: target, mode: 0o600)
                        try temporary.write([racer])
                        start.ready.add(1, ordering: .relaxed)
                        while start.ready.load(ordering: .relaxed) < 8 { await Task.yield() }
                        let won = (try? temporary.place(as: name, overwrite: false, ways: [way])) != nil
                        return won ? racer : nil
                    }
                }
                return try await group.reduce(into: []) { winners, racer in
                    winners += racer.map { [$0] } ?? []
                }
            }
            #expect(winners.count == 1)
            #expect(try readFile(folder(name), limit: 9) == winners)
        }
        #expect(try folder.names.count == 25)
    }

    @Test("lets exactly one of several processes make the file")
    func processes() async throws {
        let path = folder.path
        try await withThrowingTaskGroup(of: Void.self) { group in
            for racer in UInt8(0)..<4 {
                group.addTask {
                    await #expect(processExitsWith: .success) {
                        [path = path as String, racer = racer as UInt8] in
                        try writeAtomically([racer], to: "\(path)/ready-\(racer)", overwrite: false)
                        while try listFolder(path).filter({ $0.name.hasPrefix("ready-") }).count < 4 {
                            usleep(100)
                        }
                        for round in 0..<20 {
                            let name = "\(path)/file-\(round)"
                            guard (try? writeAtomically([racer], to: name, overwrite: false)) != nil else {
                                continue
                            }
                            try writeAtomically([], to: "\(path)/won-\(round)-\(racer)", overwrite: false)
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        for round in 0..<20 {
            let winner = try #require(try readFile(folder("file-\(round)"), limit: 1).first)
            let winners = try folder.names.filter { $0.hasPrefix("won-\(round)-") }
            #expect(winners == ["won-\(round)-\(winner)"])
        }
    }

    @Test("leaves the whole old content or the whole new one when it is killed", arguments: 1...8)
    func killed(round: UInt32) async throws {
        let size = 4_000_000
        let path = folder("a")
        try writeAtomically([UInt8](repeating: 0, count: size), to: path, overwrite: false)
        await #expect(processExitsWith: .signal(SIGKILL)) {
            [path = path as String, round = round as UInt32, size = size as Int] in
            later(microseconds: round * 7_000) { kill(getpid(), SIGKILL) }
            for value in UInt8(1)... {
                let bytes = [UInt8](repeating: value % 100, count: size)
                try writeAtomically(bytes, to: path, overwrite: true)
                if value == 200 { sleep(60) }
            }
        }
        let bytes = try readFile(path, limit: size)
        #expect(bytes.count == size)
        #expect(Set(bytes).count == 1)
        try PrivateFolder(opening: folder.path, missing: .stateMissing, otherOwner: .stateOtherOwner)
            .removeLeftovers()
        #expect(try folder.names == ["a"])
    }

    @Test("does not write through a link planted under the temporary's name")
    func plantedLink() throws {
        try writeAtomically([1], to: folder("victim"), overwrite: false)
        symlink("victim", folder("planted"))
        symlink("not-there", folder("dangling"))
        var names = ["planted", "dangling", "free"]
        let target = try TargetFolder(path: folder.path, for: "a")
        try target.write(
            [2], as: "a", shownAs: "a", mode: 0o600, overwrite: false, makeName: { names.removeFirst() })
        #expect(names.isEmpty)
        #expect(try readFile(folder("victim"), limit: 9) == [1])
        #expect(try readFile(folder("a"), limit: 9) == [2])
        #expect(try folder.names == ["a", "dangling", "planted", "victim"])
    }

    @Test("gives up where every temporary name is taken")
    func allNamesTaken() throws {
        try writeAtomically([1], to: folder("taken"), overwrite: false)
        let target = try TargetFolder(path: folder.path, for: "a")
        let refusal = refused {
            try target.write(
                [2], as: "a", shownAs: "a", mode: 0o600, overwrite: false, makeName: { "taken" })
        }
        #expect(refusal != nil)
        #expect(try folder.names == ["taken"])
    }

    @Test("uses another temporary name each time")
    func unforeseeableNames() {
        let names = Set((0..<1_000).map { _ in TemporaryName.make() })
        #expect(names.count == 1_000)
        #expect(names.allSatisfy(TemporaryName.matches))
        #expect(!TemporaryName.matches(".countersign-notes.tmp"))
    }

    @Test("replaces a link and leaves alone what it points to")
    func link() throws {
        try writeAtomically([1], to: folder("victim"), overwrite: false)
        symlink("victim", folder("link"))
        #expect(
            refused { try writeAtomically([2], to: folder("link"), overwrite: false) }?.code == .fileExists)
        try writeAtomically([2], to: folder("link"), overwrite: true)
        #expect(try readFile(folder("victim"), limit: 9) == [1])
        #expect(try readFile(folder("link"), limit: 9) == [2])
    }

    @Test("refuses to replace a folder, a pipe, or a link to a device")
    func notFiles() throws {
        try #require(mkdir(folder("sub"), 0o700) == 0)
        try #require(mkfifo(folder("pipe"), 0o600) == 0)
        symlink("/dev/null", folder("device"))
        for overwrite in [true, false] {
            func code(_ path: String) -> RefusalCode? {
                refused { try writeAtomically([1], to: path, overwrite: overwrite) }?.code
            }
            #expect(code(folder("sub")) == .fileIsFolder)
            #expect(code(folder("sub/")) == .fileIsFolder)
            #expect(code(folder("sub/..")) == .fileIsFolder)
            #expect(code(folder("pipe")) == (overwrite ? .fileUnwritable : .fileExists))
            #expect(code(folder("device")) == (overwrite ? .fileUnwritable : .fileExists))
        }
        #expect(try folder.names == ["device", "pipe", "sub"])
    }

    @Test("says that the folder is not there, or is a file")
    func noFolder() throws {
        try writeAtomically([1], to: folder("a"), overwrite: false)
        let missing = refused { try writeAtomically([1], to: folder("none/a"), overwrite: false) }
        #expect(missing?.code == .folderMissing)
        #expect(missing?.sentence.contains(folder("none/a")) == true)
        #expect(
            refused { try writeAtomically([1], to: folder("a/b"), overwrite: false) }?.code == .folderMissing)
        #expect(refused { try writeAtomically([1], to: "", overwrite: false) }?.code == .fileUnwritable)
        #expect(
            refused { try writeAtomically([1], to: folder("a\0b"), overwrite: true) }?.code == .fileUnwritable
        )
        let long = folder(String(repeating: "n", count: 300))
        #expect(refused { try writeAtomically([1], to: long, overwrite: false) }?.code == .fileUnwritable)
        #expect(try folder.names == ["a"])
    }

    @Test("is known beforehand to be impossible without a folder, or over a folder; nothing is made")
    func writableBeforehand() throws {
        try #require(mkdir(folder("sub"), 0o700) == 0)
        try requireWritable(folder("new"))
        #expect(refused { try requireWritable(folder("none/new")) }?.code == .folderMissing)
        #expect(refused { try requireWritable(folder("sub")) }?.code == .fileIsFolder)
        #expect(refused { try requireWritable("") }?.code == .fileUnwritable)
        #expect(try folder.names == ["sub"])
    }

    @Test("can be told to be the same file under another name")
    func sameFile() throws {
        try writeAtomically([1], to: folder("a"), overwrite: false)
        try writeAtomically([1], to: folder("b"), overwrite: false)
        symlink("a", folder("link"))
        #expect(isSameFile(folder("a"), folder("./a")))
        #expect(isSameFile(folder("a"), folder("link")))
        #expect(!isSameFile(folder("a"), folder("b")))
        #expect(!isSameFile(folder("a"), folder("none")))
        #expect(!isSameFile(folder("none"), folder("none")))
        #expect(isSameTarget(folder("none"), folder("./none")))
        #expect(isSameTarget(folder("a"), folder("link")))
        #expect(!isSameTarget(folder("none"), folder("nothing")))
        #expect(!isSameTarget(folder("none"), folder("nowhere/none")))
    }

    @Test("can be told to be in a folder, by whatever way")
    func inside() throws {
        for name in ["kept", "kept/deep", "other", "kept-not"] { mkdir(folder(name), 0o700) }
        try writeAtomically([1], to: folder("kept/key"), overwrite: false)
        try writeAtomically([1], to: folder("other/file"), overwrite: false)
        symlink("kept/deep", folder("way"))
        symlink("kept", folder("same"))
        symlink("../kept/key", folder("other/link"))
        symlink("../other", folder("kept/out"))
        for name in [
            "kept/key", "kept/none", "kept/deep/none", "kept/./key", "other/../kept/key", "way/none",
            "way/../key",
            "same/none", "other/link", "kept/link", "way",
        ] {
            #expect(isInside(folder(name), folder: folder("kept")), "\(name)")
            #expect(isInside(folder(name), folder: folder("same")), "\(name)")
        }
        for name in [
            "kept", "same", "other/file", "other/none", "kept/../none", "kept-not/key", "none/key",
            "kept/out/file",
        ] {
            #expect(!isInside(folder(name), folder: folder("kept")), "\(name)")
        }
        #expect(!isInside(folder("kept/key"), folder: folder("missing")))
        #expect(isInside("/tmp/x", folder: "/"))
    }

    @Test("says that the folder may not be written to")
    func notPermitted() throws {
        chmod(folder.path, 0o555)
        let refusal = try withoutPrivileges {
            refused { try writeAtomically([1], to: folder("a"), overwrite: false) }
        }
        #expect(refusal?.code == .folderNotPermitted)
        chmod(folder.path, 0o755)
        #expect(try folder.names.isEmpty)
    }

    @Test("writes into a folder that may be written to but not read")
    func dropBox() throws {
        chmod(folder.path, geteuid() == 0 ? 0o733 : 0o300)
        try withoutPrivileges { try writeAtomically([1], to: folder("a"), overwrite: false) }
        chmod(folder.path, 0o700)
        #expect(try folder.names == ["a"])
    }

    @Test("names a full disk, and keeps the old file", .enabled(if: MemoryDisk.isPossible, "needs mount"))
    func diskFull() throws {
        let disk = try MemoryDisk("size=64k")
        try writeAtomically([1], to: disk.folder("a"), overwrite: false)
        let large = [UInt8](repeating: 1, count: 1_000_000)
        for name in ["a", "b"] {
            let refusal = refused { try writeAtomically(large, to: disk.folder(name), overwrite: true) }
            #expect(refusal?.code == .diskFull)
            #expect(refusal?.sentence.contains(disk.folder(name)) == true)
        }
        #expect(try disk.folder.names == ["a"])
        #expect(try readFile(disk.folder("a"), limit: 9) == [1])
    }

    @Test("names a read-only medium", .enabled(if: MemoryDisk.isPossible, "needs mount"))
    func readOnly() throws {
        let disk = try MemoryDisk("size=64k")
        try disk.remount("ro")
        let refusal = refused { try writeAtomically([1], to: disk.folder("a"), overwrite: false) }
        #expect(refusal?.code == .folderReadOnly)
    }
}

/// Where racers wait for each other.
private final class Start: Sendable {
    let ready = Atomic(0)
}
