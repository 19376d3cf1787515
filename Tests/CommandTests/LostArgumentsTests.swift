import Glibc
import Simulation
import Testing

/// Where Swift's own library finds no arguments: the programs must not take that for having nothing to do.
@Suite("Arguments that are hard to find")
struct LostArgumentsTests {
    /// What each program is asked, and what it answers, where it knows what it was asked.
    private static let questions: [(String, Int32)] = [
        ("countersign-client verify --state /none --product a.b", 1),
        ("countersign-client verify --state /none --product a.b --format json", 1),
        ("countersign-client status --state /none", 1),
        ("countersign-client inspect /none", 66),
        ("countersign-responder license list --vault /none", 66),
        ("countersign-responder nonsense", 64),
    ]

    private func run(_ line: String, in folder: TemporaryFolder) throws -> Finished {
        var environment = try Stories.environment(in: folder.path)
        // The compiler of the toolchain that runs this.
        if let path = getenv("PATH") { environment["PATH", default: ""] += ":" + String(cString: path) }
        return try runShell(line, in: folder.path, environment: environment)
    }

    @Test(arguments: questions)
    func `Without /proc the programs do what they were told`(question: String, status: Int32) throws {
        let folder = try TemporaryFolder()
        // Not every container lets a mount be made; where none does, there is always a /proc.
        let without = "unshare -m sh -c 'mount -t tmpfs none /proc && test ! -e /proc/self &&"
        guard try run("\(without) true'", in: folder).status == 0 else { return }
        let finished = try run("\(without) { \(question); }'", in: folder)
        #expect(finished.status == status, "\(finished.errors)")
    }

    @Test(arguments: questions)
    func `A library that moves the environment before they begin hides nothing`(
        question: String, status: Int32
    ) throws {
        let folder = try TemporaryFolder()
        try folder.write(
            Array(
                """
                #include <stdlib.h>
                __attribute__((constructor)) static void move(void) {
                    if (getenv("CLEAR")) clearenv();
                    else setenv("COUNTERSIGN_TEST", "moved", 1);
                }
                """.utf8), to: "move.c")
        let made = try run("$(command -v clang || command -v cc) -shared -fPIC -o move.so move.c", in: folder)
        try #require(made.status == 0, "\(made.errors)")
        let moved = try run("LD_PRELOAD=./move.so \(question)", in: folder)
        #expect(moved.status == status, "\(moved.errors)")
        let cleared = try run("CLEAR=1 LD_PRELOAD=./move.so \(question)", in: folder)
        #expect(cleared.status == status, "\(cleared.errors)")
    }

    @Test(arguments: [
        "countersign-client", "countersign-responder", "countersign-responder product",
        "countersign-responder license", "countersign-responder audit", "countersign-client ''",
    ])
    func `No command is no success`(command: String) throws {
        let folder = try TemporaryFolder()
        let finished = try run(command, in: folder)
        #expect(finished.status == 64)
        #expect(finished.output == "")
        #expect(finished.errors.hasSuffix("  code: usage.invalid\n"))
    }

    @Test(arguments: ["countersign-client", "countersign-responder"])
    func `An argument that is not text is refused as a whole`(program: String) throws {
        let folder = try TemporaryFolder()
        let finished = try run(
            "\(program) verify --product acme.shipcad --state \"$(printf 'st\\377')\"", in: folder)
        #expect(finished.status == 64)
        #expect(finished.errors.contains("is not text in UTF-8"))
    }
}
