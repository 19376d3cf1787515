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
