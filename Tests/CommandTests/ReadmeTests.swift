import Simulation
import Testing

/// The transcript in README is a story too: what stands there is what happens.
@Suite("README")
struct ReadmeTests {
    /// What README's transcript takes for granted: a vendor, and a license whose key the site has.
    private static let before = """
        @ vendor
        $ countersign-responder license add --product acme.shipcad --customer 'Nordic Yard' --seats 3 \
        --features cad --expires 2099-12-31 --passphrase-file pass > sold
        $ sed -n 's/^activation key: *//p' sold > activation.key
        $ sed -n 's/^thumbprint: *//p' export.out > root.thumbprint

        """

    /// The words of README's transcript that are different at every run.
    private static let varying = [
        ("KHQ0-4NVS", "<id>"), ("(249 bytes", "(<n> bytes"), ("bare hardware", "<any>"),
    ]

    private static func transcript() throws -> Transcript {
        let page = try text(of: Stories.sourceFolder() + "/../../README.md")
        let block = try #require(page.split(separator: "```console\n").dropFirst().first)
        var story = before + String(try #require(block.split(separator: "```").first))
        for (word, placeholder) in varying {
            story = story.split(separator: word as String, omittingEmptySubsequences: false).joined(
                separator: placeholder)
        }
        return try Transcript(story) { try text(of: "\(Stories.folder)/\($0).steps") }
    }

    @Test("shows what happens")
    func transcript() throws {
        let folder = try TemporaryFolder()
        let environment = try StoryWorld.usual().environment(in: folder.path)
        for step in try Self.transcript().steps {
            let finished = try runShell(step.command, in: folder.path, environment: environment)
            let output = Stories.lines(finished.output, in: folder.path)
            #expect(
                Pattern.matches(output, step.output), "\(step.command)\n\(finished.output)\(finished.errors)")
            #expect(finished.status == step.status, "\(step.command)\n\(finished.errors)")
        }
    }
}
