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

    private static let compiler = "$(command -v clang || command -v cc)"

    private static func run(_ line: String, in folder: TemporaryFolder) throws -> Finished {
        var environment = try Stories.environment(in: folder.path)
        // The compiler of the toolchain that runs this.
        if let path = getenv("PATH") { environment["PATH", default: ""] += ":" + String(cString: path) }
        return try runShell(line, in: folder.path, environment: environment)
    }

    /// What is around a command that finds no `/proc`.
    private static let withoutProcesses =
        "unshare -m sh -c 'mount -t tmpfs none /proc && test ! -e /proc/self &&"

    /// Not every container lets a mount be made.
    private static let canHideProcesses =
        (try? run("\(withoutProcesses) true'", in: TemporaryFolder()).status) == 0

    @Test(.enabled(if: canHideProcesses, "needs unshare and mount"), arguments: questions)
    func `Without /proc the programs do what they were told`(question: String, status: Int32) throws {
        let finished = try Self.run("\(Self.withoutProcesses) { \(question); }'", in: TemporaryFolder())
        #expect(finished.status == status, "\(finished.errors)")
    }

    /// Since Linux 5.18 the kernel gives it an empty name; before, it has no argument at all.
    @Test(arguments: ["countersign-client", "countersign-responder"])
    func `Started without even its name, a program does nothing and says so`(program: String) throws {
        let folder = try TemporaryFolder()
        try folder.write(Array(Self.startingWithoutArguments.utf8), to: "start.c")
        let made = try Self.run("\(Self.compiler) -o start start.c", in: folder)
        try #require(made.status == 0, "\(made.errors)")
        let finished = try Self.run("./start \"$(command -v \(program))\"", in: folder)
        #expect(finished.status == 64, "\(finished.errors)")
        #expect(finished.output == "")
        #expect(finished.errors.hasSuffix("  code: usage.invalid\n"))
    }

    private static let startingWithoutArguments = """
        #include <unistd.h>
        extern char **environ;
        int main(int count, char **values) {
            char *none[] = { 0 };
            if (count == 2) execve(values[1], none, environ);
            return 126;
        }
        """

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
        let made = try Self.run("\(Self.compiler) -shared -fPIC -o move.so move.c", in: folder)
        try #require(made.status == 0, "\(made.errors)")
        let moved = try Self.run("LD_PRELOAD=./move.so \(question)", in: folder)
        #expect(moved.status == status, "\(moved.errors)")
        let cleared = try Self.run("CLEAR=1 LD_PRELOAD=./move.so \(question)", in: folder)
        #expect(cleared.status == status, "\(cleared.errors)")
    }

    @Test(arguments: [
        "countersign-client", "countersign-responder", "countersign-responder product",
        "countersign-responder license", "countersign-responder audit", "countersign-client ''",
    ])
    func `No command is no success`(command: String) throws {
        let folder = try TemporaryFolder()
        let finished = try Self.run(command, in: folder)
        #expect(finished.status == 64)
        #expect(finished.output == "")
        #expect(finished.errors.hasSuffix("  code: usage.invalid\n"))
    }

    @Test(arguments: ["countersign-client", "countersign-responder"])
    func `An argument that is not text is refused as a whole`(program: String) throws {
        let folder = try TemporaryFolder()
        let finished = try Self.run(
            "\(program) verify --product acme.shipcad --state \"$(printf 'st\\377')\"", in: folder)
        #expect(finished.status == 64)
        #expect(finished.errors.contains("is not UTF-8 text"))
    }
}
