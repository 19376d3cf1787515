import DurableFiles
import Glibc
import Refusals
import Testing

@Suite("Reading a file", .timeLimit(.minutes(1)))
struct ReadFileTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test("gives all the bytes of a file as large as the limit", arguments: [0, 1, 65_535, 65_536, 200_000])
    func wholeFile(size: Int) throws {
        let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        try writeAtomically(bytes, to: folder("a"), overwrite: false)
        #expect(try readFile(folder("a"), limit: size) == bytes)
        #expect(try readFile(folder("a"), limit: size, regularFilesOnly: true) == bytes)
        #expect(try readFile(folder("a"), limit: .max) == bytes)
    }

    @Test("refuses a file one byte larger than the limit, and says the limit")
    func tooLarge() throws {
        try writeAtomically([UInt8](repeating: 7, count: 301), to: folder("a"), overwrite: false)
        let refusal = refused { _ = try readFile(folder("a"), limit: 300) }
        #expect(refusal?.code == .documentTooLarge)
        #expect(refusal?.sentence.contains("300 bytes") == true)
        #expect(refusal?.sentence.contains(folder("a")) == true)
    }

    @Test("asks for the limit with the first 64 bytes, and reads no more than it allows")
    func limitByBeginning() throws {
        for size in [0, 1, 63, 64, 65, 300, 70_000] {
            let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }
            try writeAtomically(bytes, to: folder("a"), overwrite: true)
            var asked: [[UInt8]] = []
            let read = try readFile(folder("a")) { (beginning) throws(Refusal) in
                asked.append(beginning)
                return 70_000
            }
            #expect(read == bytes)
            #expect(asked == [Array(bytes.prefix(64))])
        }
        let over = refused { _ = try readFile(folder("a")) { (_) throws(Refusal) in 69_999 } }
        #expect(over?.code == .documentTooLarge)
        #expect(
            refused { _ = try readFile("/dev/zero") { (_) throws(Refusal) in 64 } }?.code == .documentTooLarge
        )
        let own = refused {
            _ = try readFile(folder("a")) { (_) throws(Refusal) in throw Refusal(.pictureUnreadable) }
        }
        #expect(own?.code == .pictureUnreadable)
        #expect(
            refused { _ = try readFile(folder("none")) { (_) throws(Refusal) in 64 } }?.code == .fileNotFound)
    }

    @Test("stops at the limit of a device that never ends")
    func endless() {
        #expect(refused { _ = try readFile("/dev/zero", limit: 1_000) }?.code == .documentTooLarge)
        #expect(refused { _ = try readFile("/dev/zero", limit: -1) }?.code == .documentTooLarge)
    }

    @Test("tells a missing file, a folder, and a file in a file apart")
    func notThere() throws {
        try writeAtomically([], to: folder("a"), overwrite: false)
        #expect(refused { _ = try readFile(folder("none"), limit: 10) }?.code == .fileNotFound)
        #expect(refused { _ = try readFile(folder("a/b"), limit: 10) }?.code == .fileNotFound)
        #expect(refused { _ = try readFile("", limit: 10) }?.code == .fileNotFound)
        #expect(refused { _ = try readFile(folder.path, limit: 10) }?.code == .fileIsFolder)
        let strict = refused { _ = try readFile(folder.path, limit: 10, regularFilesOnly: true) }
        #expect(strict?.code == .fileIsFolder)
    }

    @Test("does not read another file where a zero byte cuts the path short")
    func zeroByte() throws {
        try writeAtomically([1], to: folder("a"), overwrite: false)
        #expect(refused { _ = try readFile(folder("a\0b"), limit: 10) }?.code == .fileNotFound)
    }

    @Test("refuses a file that may not be read, with the system's words")
    func notPermitted() throws {
        try writeAtomically([1], to: folder("secret"), mode: 0o000, overwrite: false)
        chmod(folder.path, 0o755)
        let refusal = try withoutPrivileges { refused { _ = try readFile(folder("secret"), limit: 10) } }
        #expect(refusal?.code == .fileUnreadable)
        #expect(refusal?.sentence.contains("Permission denied") == true)
    }

    @Test("does not wait at a pipe without a writer when only regular files are wanted")
    func pipeWithoutWriter() throws {
        try #require(mkfifo(folder("pipe"), 0o600) == 0)
        let refusal = refused { _ = try readFile(folder("pipe"), limit: 10, regularFilesOnly: true) }
        #expect(refusal?.code == .fileUnreadable)
        let device = refused {
            _ = try readFile("/dev/null", limit: 10, regularFilesOnly: true)
        }
        #expect(device?.code == .fileUnreadable)
    }

    @Test("reads a pipe to its end, in whatever pieces it comes")
    func pipe() throws {
        var ends: [Int32] = [0, 0]
        try #require(Glibc.pipe(&ends) == 0)
        try writeDescriptor([1, 2, 3], to: ends[1], named: "pipe")
        try writeDescriptor([4, 5], to: ends[1], named: "pipe")
        close(ends[1])
        defer { close(ends[0]) }
        #expect(try readFile("/proc/self/fd/\(ends[0])", limit: 5) == [1, 2, 3, 4, 5])
        #expect(try readDescriptor(ends[0], limit: 5, named: "pipe") == [])
    }

    @Test("waits for a writer also where the descriptor was opened not to wait")
    func waiting() throws {
        var ends: [Int32] = [0, 0]
        try #require(Glibc.pipe(&ends) == 0)
        let (source, sink) = (ends[0], ends[1])
        defer { close(source) }
        try #require(fcntl(source, F_SETFL, O_NONBLOCK) == 0)
        later(microseconds: 20_000) {
            try? writeDescriptor([9], to: sink, named: "pipe")
            close(sink)
        }
        #expect(try readDescriptor(source, limit: 10, named: "pipe") == [9])
    }

    @Test("shows no control character of a hostile name")
    func hostileName() {
        let refusal = refused { _ = try readFile("/none\u{1B}[2J\n\u{202E}", limit: 1) }
        #expect(refusal?.sentence == "The file '/none{1b}[2J{a}{202e}' does not exist.")
    }
}
