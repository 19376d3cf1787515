import Cryptography
import DurableFiles
import Fingerprint
import FingerprintLinux
import Simulation
import Testing

/// Runs the stories in `Transcripts`, each in a folder of its own, with the programs as they were built. Where this
/// machine cannot be told from others, the client looks at one that is made up: no story is skipped.
@Suite("Transcripts")
struct TranscriptTests {
    @Test(arguments: try Stories.names())
    func `The story goes as it is written`(name: String) throws {
        try play(name, in: .usual())
    }

    /// So that what is tried where the tests run in a container is tried everywhere.
    @Test(arguments: ["first-activation.txt", "lease.txt", "wrong-key.txt"])
    func `It goes the same way on a machine that is made up`(name: String) throws {
        try play(name, in: .played())
    }

    private func play(_ name: String, in world: StoryWorld) throws {
        let folder = try TemporaryFolder()
        let environment = try world.environment(in: folder.path)
        for step in try Stories.transcript(name).steps {
            let finished = try runShell(step.command, in: folder.path, environment: environment)
            let output = Stories.lines(finished.output, in: folder.path)
            let errors = Stories.lines(finished.errors, in: folder.path)
            let isAsWritten =
                Pattern.matches(output, step.output) && Pattern.matches(errors, step.errors)
                && finished.status == step.status
            #expect(
                isAsWritten,
                """
                \(name):\(step.line): $ \(step.command)
                \(output.joined(separator: "\n"))
                \(errors.map { "! \($0)" }.joined(separator: "\n"))
                [exit \(finished.status)]
                """)
            // What comes after builds on this.
            guard isAsWritten else { return }
        }
    }
}

/// Where the stories are, and the world they happen in.
enum Stories {
    static let folder = sourceFolder() + "/Transcripts"

    /// Most stories need a machine that can be told from others, which not every container is.
    static let isTellingHere = (try? isTelling()) ?? false

    private static func isTelling() throws -> Bool {
        let salt = FingerprintSalt(uncheckedBytes: [UInt8](repeating: 0, count: FingerprintSalt.size))
        let selection = try ComponentSelection(
            of: LinuxProbe(root: "/").survey(), policy: .standard, salt: salt)
        return try Fingerprint(requesting: selection, and: nil, salt: salt).isTelling
    }

    static func names() throws -> [String] {
        try listFolder(folder).map(\.name).filter { $0.hasSuffix(".txt") }.sorted()
    }

    static func transcript(_ name: String) throws -> Transcript {
        try Transcript(text(of: "\(folder)/\(name)")) { try text(of: "\(folder)/\($0).steps") }
    }

    static func environment(in folder: String) throws -> [String: String] {
        [
            "PATH": "\(try builtProducts()):/usr/local/bin:/usr/bin:/bin", "HOME": folder, "LC_ALL": "C",
            "COUNTERSIGN_VAULT": "vault", "COUNTERSIGN_STATE": "state",
        ]
    }

    /// The lines of what was shown, with the folder's name, which varies, replaced by `/site`.
    static func lines(_ text: String, in folder: String) -> [String] {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map {
            replace(folder, in: String($0), by: "/site")
        }
        if lines.last == "" { lines.removeLast() }
        return lines
    }

    static func sourceFolder(_ file: String = #filePath) -> String {
        String(file[..<(file.lastIndex(of: "/") ?? file.startIndex)])
    }

    private static func replace(_ old: String, in text: String, by new: String) -> String {
        text.split(separator: old, omittingEmptySubsequences: false).joined(separator: new)
    }
}
