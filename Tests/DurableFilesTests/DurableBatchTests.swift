import Glibc
import Refusals
import Testing

@testable import DurableFiles

@Suite("A batch of files", .timeLimit(.minutes(1)))
struct DurableBatchTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test("is written whole, in any number", arguments: [0, 1, 15, 16, 256, 257, 600])
    func many(count: Int) throws {
        var batch = DurableBatch(folder: folder.path)
        for index in 0..<count { batch.add(Array("content \(index)".utf8), as: "file-\(index)") }
        let outcomes = batch.write()
        #expect(outcomes.map(\.name) == (0..<count).map { "file-\($0)" })
        #expect(outcomes.allSatisfy { $0.refusal == nil })
        #expect(try folder.names.count == count)
        for index in 0..<count {
            #expect(try readFile(folder("file-\(index)"), limit: 99) == Array("content \(index)".utf8))
        }
    }

    @Test("reports each file that cannot be written, and writes the others", arguments: [4, 40])
    func someRefused(good: Int) throws {
        try writeAtomically([1], to: folder("there"), overwrite: false)
        try #require(mkdir(folder("sub"), 0o700) == 0)
        var batch = DurableBatch(folder: folder.path)
        for name in ["there", "sub", "../out", "", "good-0"] { batch.add([2], as: name) }
        for index in 0..<good { batch.add([3], as: "good-\(index)") }
        let outcomes = batch.write()
        let codes = outcomes.prefix(6).map(\.refusal?.code)
        #expect(codes == [.fileExists, .fileIsFolder, .fileUnwritable, .fileUnwritable, nil, .fileExists])
        #expect(outcomes.dropFirst(6).allSatisfy { $0.refusal == nil })
        #expect(try readFile(folder("there"), limit: 9) == [1])
        #expect(try readFile(folder("good-0"), limit: 9) == [2])
        #expect(try folder.names.count == good + 2)
    }

    @Test("replaces files when told to")
    func overwrite() throws {
        try writeAtomically([1], to: folder("there"), overwrite: false)
        var batch = DurableBatch(folder: folder.path, overwrite: true)
        batch.add([2], as: "there")
        #expect(batch.write().first?.refusal == nil)
        #expect(try readFile(folder("there"), limit: 9) == [2])
    }

    @Test("leaves nothing but the files, whichever way the file system has", arguments: [1, 40, 600])
    func ways(count: Int) throws {
        // No files without names at all, and ones that cannot be named afterwards.
        let refusing = { @Sendable (_: TargetFolder, _: mode_t) throws(SystemError) -> any DraftFile in
            throw SystemError(number: EOPNOTSUPP)
        }
        let nameless = {
            @Sendable (target: TargetFolder, mode: mode_t) throws(SystemError) -> any DraftFile in
            try NamelessFile(in: target, mode: mode)
        }
        for (number, makeUnnamed) in [refusing, nameless].enumerated() {
            let place = try TemporaryFolder()
            try writeAtomically([9], to: place("taken"), overwrite: false)
            var batch = DurableBatch(folder: place.path, mode: 0o644, makeUnnamed: makeUnnamed)
            for index in 0..<count { batch.add([UInt8(number), UInt8(index & 0xff)], as: "file-\(index)") }
            batch.add([1], as: "taken")
            let outcomes = batch.write()
            #expect(outcomes.dropLast().allSatisfy { $0.refusal == nil })
            #expect(outcomes.last?.refusal?.code == .fileExists)
            #expect(try place.names.count == count + 1)
            for index in 0..<count {
                #expect(
                    try readFile(place("file-\(index)"), limit: 9) == [UInt8(number), UInt8(index & 0xff)])
            }
            #expect(try readFile(place("taken"), limit: 9) == [9])
        }
    }

    @Test("gives a file without a name its name only where that is free")
    func unnamed() throws {
        let target = try TargetFolder(path: folder.path, for: "new")
        for name in ["new", "new"] {
            let isFirst = try folder.names.isEmpty
            let file: UnnamedFile
            do throws(SystemError) {
                file = try UnnamedFile(in: target, mode: 0o600)
            } catch {
                // Some file systems have no such files.
                #expect([EOPNOTSUPP, EISDIR, EINVAL].contains(error.number))
                return
            }
            try file.write([isFirst ? 1 : 2])
            try file.synchronise()
            #expect(try folder.names == (isFirst ? [] : ["new"]))
            if isFirst {
                try file.place(as: name, overwrite: false)
            } else {
                #expect(throws: SystemError(number: EEXIST)) { try file.place(as: name, overwrite: false) }
                #expect(throws: SystemError(number: ENOTSUP)) { try file.place(as: name, overwrite: true) }
            }
        }
        #expect(try readFile(folder("new"), limit: 9) == [1])
    }

    @Test("says of each file that the folder is not there")
    func noFolder() {
        var batch = DurableBatch(folder: folder("none"))
        batch.add([1], as: "a")
        batch.add([1], as: "b")
        #expect(batch.write().map(\.refusal?.code) == [.folderMissing, .folderMissing])
    }

    @Test("writes what fits on a full disk", .enabled(if: MemoryDisk.isPossible, "needs mount"))
    func diskFull() throws {
        let disk = try MemoryDisk("size=256k")
        var batch = DurableBatch(folder: disk.folder.path)
        batch.add([1], as: "a")
        batch.add([UInt8](repeating: 2, count: 1_000_000), as: "b")
        batch.add([3], as: "c")
        #expect(batch.write().map(\.refusal?.code) == [nil, .diskFull, nil])
        #expect(try disk.folder.names == ["a", "c"])
    }

    @Test("knows the kernel's version")
    func version() throws {
        let release = try readFile("/proc/sys/kernel/osrelease", limit: 200)
        let (major, minor) = kernelVersion()
        #expect(String(decoding: release, as: UTF8.self).hasPrefix("\(major).\(minor)"))
    }
}

/// A file without a name that cannot be given one: as where there is no `/proc`, and no privilege.
private final class NamelessFile: DraftFile {
    private let file: TemporaryFile

    init(in folder: TargetFolder, mode: mode_t) throws(SystemError) {
        file = try TemporaryFile(in: folder, mode: mode)
    }

    var hasName: Bool { false }
    var number: Int32 { file.number }
    func synchroniseFolder() throws(SystemError) { try file.synchroniseFolder() }
    func place(as target: String, overwrite: Bool) throws(SystemError) { throw SystemError(number: ENOENT) }
}
