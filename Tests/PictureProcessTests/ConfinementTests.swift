import DurableFiles
import Glibc
import PictureProcess
import Refusals
import Testing

/// What a reader of pictures can do once somebody has taken it over. Each "picture" is the name of what it tries;
/// `Tests/Support/Confined/Misdeed.swift` has them.
@Suite("What a confined reader can do")
struct ConfinementTests {
    @Test(arguments: [
        "write into the picture", "lengthen the picture", "read from elsewhere", "remove a file",
        "ask for a new descriptor", "make a socket", "make a local socket", "start a process",
        "start a program",
        "end the desk", "end everybody", "end the desk's thread", "have the kernel do it",
        "look into the desk",
        "become root", "leave the namespace", "run memory", "make memory run",
    ])
    func `What it may not do ends it`(misdeed: String) throws {
        let refusal = try #require(whyNot(misdeed))
        #expect(refusal.code == .pictureReaderFailed)
        #expect(refusal.sentence.contains("something that is not allowed"), "\(misdeed): \(refusal.sentence)")
    }

    @Test(arguments: [
        ("open a file", EACCES), ("open the desk's folder", EACCES),
        ("start a process in the newer way", ENOSYS),
        ("take addresses", ENOMEM), ("raise a limit", EPERM),
    ])
    func `What libraries try for good reasons is refused`(misdeed: String, number: Int32) throws {
        #expect(try codes(for: misdeed) == ["refused: \(number)"])
    }

    @Test func `It has no more memory than it was given`() throws {
        let had = try #require(Int(try codes(for: "take memory", memory: 256).first ?? ""))
        #expect(had > 128 && had <= 256)
    }

    @Test(arguments: ["insist on memory", "crash", "abort"])
    func `A reader that breaks off refuses its picture`(misdeed: String) throws {
        let refusal = try #require(whyNot(misdeed))
        #expect(refusal.code == .pictureReaderFailed)
        #expect(refusal.sentence.contains("The reader stopped"), "\(misdeed): \(refusal.sentence)")
    }

    @Test(arguments: ["compute for ever", "sleep for ever", "stop"])
    func `A reader that does not end is ended`(misdeed: String) throws {
        let refusal = try #require(whyNot(misdeed, seconds: 1))
        #expect(refusal.code == .pictureReaderFailed)
        #expect(refusal.sentence.contains("longer than 1 seconds"), "\(misdeed): \(refusal.sentence)")
    }

    @Test func `A reader is told when it is time to answer`() throws {
        #expect(try codes(for: "look late", seconds: 2) == ["late"])
    }

    @Test(arguments: ["say nothing", "say nonsense", "say half of it", "never stop talking"])
    func `What is no answer is not taken for one`(misdeed: String) throws {
        #expect(whyNot(misdeed)?.code == .pictureReaderFailed)
    }

    @Test func `An answer counts even if its reader stays`() throws {
        #expect(try codes(for: "say it and stay", seconds: 1) == ["A"])
    }

    @Test func `Answers come through as they are`() throws {
        #expect(try codes(for: "nothing").isEmpty)
        #expect(try codes(for: "two texts") == ["COUNTERSIGN:R/1", "a b\u{e9}"])
        #expect(whyNot("too large")?.code == .pictureTooLarge)
        #expect(whyNot("a name that is no misdeed")?.code == .pictureUnreadable)
    }

    @Test func `A search that was not done in time is told from one that found nothing`() throws {
        let refusal = try #require(whyNot("search for too long"))
        #expect(refusal.code == .pictureOutOfTime)
        #expect(refusal.sentence.contains("in 12 seconds no QR code was found"))
    }

    @Test func `Decoders that insist on a thread get one`() throws {
        #expect(try codes(for: "use a thread") == ["144"])
    }

    @Test func `It has the few threads that a decoder wants, and no crowd of them`() throws {
        // Others of the same user may be counted as well, and end meanwhile.
        let had = try #require(Int(try codes(for: "take threads").first ?? ""))
        #expect((1...200).contains(had), "\(had) threads")
    }

    @Test func `A reader whose parent is another than it was told looks at nothing`() throws {
        // What happens to one whose parent ended before it could ask to be told of that.
        let direct = try reader("exec \"$0\" read-picture 512 20 \"$1\"")
        #expect(try direct.codes(in: Array("two texts".utf8)).count == 2)
        let orphan = try reader("\"$0\" read-picture 512 20 \"$1\"; exit")
        let refusal = try #require(throws: Refusal.self) { try orphan.codes(in: Array("two texts".utf8)) }
        #expect(refusal.sentence.contains("Pictures cannot be read here"))
    }

    @Test func `A reader that nobody ends ends itself`() throws {
        let patient = try reader("exec \"$0\" read-picture 512 1 \"$1\"")
        let refusal = try #require(throws: Refusal.self) {
            try patient.codes(in: Array("sleep for ever".utf8))
        }
        #expect(refusal.sentence.contains("stopped itself"))
    }

    @Test func `Descriptors that nobody closed do not reach it`() throws {
        // Without O_CLOEXEC, as a careless library opens it.
        let leaked = open("/dev/null", O_RDONLY)
        defer { close(leaked) }
        #expect(leaked > 2)
        #expect(try codes(for: "descriptors") == ["0", "1", "2"])
    }

    @Test func `Nothing of the environment reaches it`() throws {
        #expect(try codes(for: "environment") == ["MALLOC_ARENA_MAX=1"])
    }

    @Test func `A program that cannot be started is told`() throws {
        let reader = ConfinedPictureReader(program: ["/nowhere/at/all"], milliseconds: milliseconds)
        let refusal = try #require(throws: Refusal.self) { try reader.codes(in: [1]) }
        #expect(refusal.code == .pictureReaderFailed)
        #expect(refusal.sentence.contains("No such file"))
    }

    @Test func `A picture over the limit starts nothing`() throws {
        var limits = ReaderLimits.usual
        limits.pictureBytes = 10
        let reader = ConfinedPictureReader(
            program: ["/nowhere/at/all"], limits: limits, milliseconds: milliseconds)
        let refusal = try #require(throws: Refusal.self) {
            try reader.codes(in: [UInt8](repeating: 0, count: 11))
        }
        #expect(refusal.code == .pictureTooLarge)
    }
}

/// The misdeeds' program, as a line of shell starts it: `$0` is the program, `$1` is what comes after its arguments.
private func reader(_ line: String) throws -> ConfinedPictureReader {
    ConfinedPictureReader(
        program: ["/bin/sh", "-c", line, "\(try builtProducts())/confined"],
        limits: ReaderLimits(pictureBytes: 1_000_000, memory: 512 << 20, seconds: 60),
        milliseconds: milliseconds)
}

private func codes(for misdeed: String, memory: Int = 512, seconds: Int = 20) throws -> [String] {
    let limits = ReaderLimits(pictureBytes: 1_000_000, memory: memory << 20, seconds: seconds)
    let reader = ConfinedPictureReader(
        program: ["\(try builtProducts())/confined", PictureChild.argument, "\(memory)", "\(seconds)"],
        limits: limits, milliseconds: milliseconds)
    return try reader.codes(in: Array(misdeed.utf8))
}

private func whyNot(_ misdeed: String, memory: Int = 512, seconds: Int = 20) -> Refusal? {
    do {
        let codes = try codes(for: misdeed, memory: memory, seconds: seconds)
        Issue.record("\(misdeed) was answered with \(codes)")
        return nil
    } catch {
        return error as? Refusal
    }
}

@Sendable private func milliseconds() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
}

/// The folder that the programs were built into: where this test was.
private func builtProducts() throws -> String {
    // The tests of some toolchains are a library that a helper loads; then the arguments say which.
    let bundle = CommandLine.arguments.first { $0.contains(".build") && $0.hasSuffix(".xctest") }
    var path = bundle ?? symbolicLinkTarget(of: "/proc/self/exe") ?? ""
    while let slash = path.lastIndex(of: "/") {
        path = String(path[..<slash])
        if access("\(path)/confined", X_OK) == 0 { return path }
    }
    throw Refusal(.fileNotFound, "The program 'confined' was not built.")
}
