import Simulation
import Testing

@Suite("Help")
struct HelpTests {
    private static let commands: [String] =
        [
            "", "request", "install", "status", "verify", "fingerprint", "inspect", "forget",
        ].map { "countersign-client \($0)" }
        + [
            "", "init", "product", "product add", "product set", "product features", "product list",
            "product export", "license", "license add",
            "license list", "license show", "license seats", "license revoke", "respond", "inspect", "audit",
            "audit list", "audit verify", "audit checkpoint", "audit prove", "audit alerts", "customer",
            "customer erase", "phone",
        ].map { "countersign-responder \($0)" }

    @Test(arguments: commands)
    func `The help of every command fits a terminal of 80 columns`(command: String) throws {
        let folder = try TemporaryFolder()
        let help = try runShell(
            "\(command) --help", in: folder.path, environment: try Stories.environment(in: folder.path))
        #expect(help.status == 0)
        #expect(help.errors == "")
        #expect(help.output.contains("USAGE: \(command.trimmedAtEnd)"))
        #expect(help.output.split(separator: "\n").filter { $0.count > 80 } == [])
    }

    @Test(arguments: ["countersign-client", "countersign-responder"])
    func `The list of commands here is the list that the program gives`(program: String) throws {
        let folder = try TemporaryFolder()
        let help = try runShell(
            "\(program) --help", in: folder.path, environment: try Stories.environment(in: folder.path))
        let list = help.output.split(separator: "SUBCOMMANDS:").last?.split(separator: "\n\n").first ?? ""
        let names = list.split(separator: "\n").filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") }
            .compactMap { $0.split(separator: " ").first }
        #expect(!names.isEmpty)
        for name in names {
            #expect(Self.commands.contains("\(program) \(name)"), "\(name) has no test of its help")
        }
    }
}

@Suite("Examples in the help")
struct HelpExampleTests {
    @Test(arguments: ["countersign-client", "countersign-responder"])
    func `The commands that the help shows have the options that it shows`(program: String) throws {
        let folder = try TemporaryFolder()
        func help(_ command: String) throws -> String {
            let environment = try Stories.environment(in: folder.path)
            return try runShell("\(command) --help", in: folder.path, environment: environment).output
        }
        let whole = try help(program).split(separator: "\\\n").joined(separator: " ")
        let examples = whole.split(separator: "\n").filter { $0.hasPrefix("  \(program) ") }
        #expect(examples.count >= 2)
        for example in examples {
            let words = example.split(separator: " ")
            // The subcommand has one word or two; a name that is none shows the help above it.
            let text =
                try help(words.prefix(3).joined(separator: " "))
                + help(words.prefix(2).joined(separator: " "))
            for option in words where option.hasPrefix("--") {
                #expect(text.contains("  \(option) "), "\(example)")
            }
        }
    }
}

extension String {
    fileprivate var trimmedAtEnd: String { hasSuffix(" ") ? String(dropLast()) : self }
}
