import Simulation
import Testing

@Suite("Help")
struct HelpTests {
    private static let commands: [String] =
        [
            "", "request", "install", "status", "verify", "inspect",
        ].map { "countersign-client \($0)" }
        + [
            "", "init", "product", "product add", "product list", "product export", "license", "license add",
            "license list", "license show", "license seats", "license revoke", "respond", "inspect", "audit",
            "audit list", "audit verify",
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

extension String {
    fileprivate var trimmedAtEnd: String { hasSuffix(" ") ? String(dropLast()) : self }
}
