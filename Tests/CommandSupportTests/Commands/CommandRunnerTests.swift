import CommandSupport
import CommandTesting
import Refusals
import Testing

@Suite struct CommandRunnerTests {
    private let harness = CommandHarness(programName: "demo")

    @Test func `A result goes to standard output and the status is 0`() {
        let result = harness.run(Demo.self, ["show"])
        #expect(result.standardOutput == "product: Hull/Designer \\u{202E}\n  - a\n  - b\n")
        #expect(result.standardError == "")
        #expect(result.status == 0)
    }

    @Test func `JSON has stable names in order, and nothing that a terminal obeys`() {
        let result = harness.run(Demo.self, ["show", "--format", "json"])
        #expect(
            result.standardOutput == """
                {
                  "features" : [
                    "a",
                    "b"
                  ],
                  "product_name" : "Hull/Designer \\u202e"
                }

                """)
        #expect(result.status == 0)
    }

    @Test(arguments: RefusalCode.allCases)
    func `Every refusal ends with its code's status and says its three parts`(code: RefusalCode) {
        let result = harness.run(Demo.self, ["refuse", code.rawValue])
        #expect(result.status == code.exitStatus.rawValue)
        #expect(result.status != 0)
        #expect(result.standardOutput == "")
        let words = result.standardError.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(
            words
                == "demo: \(code.meaning) what to do: \(Refusal(code).advice(NextCommands())) code: \(code.rawValue)"
        )
        #expect(result.standardError.split(separator: "\n").allSatisfy { $0.count <= 80 })
    }

    @Test func `An answer of no is status 1 with its output and no message`() {
        let result = harness.run(Demo.self, ["deny"])
        #expect(result == CommandResult(standardOutput: "no\n", standardError: "", status: 1))
    }

    @Test(arguments: [
        ["show", "--bogus"], ["nothing"], ["picky"], ["picky", "--seats", "many"], ["picky", "--seats", "0"],
        ["show", "--format", "xml"], ["show", "extra"], ["-x"], ["-help"], ["show", "-dash"],
        ["show", "-h2"],
    ])
    func `Arguments that are not right are status 64`(arguments: [String]) {
        let result = harness.run(Demo.self, arguments)
        #expect(result.status == 64)
        #expect(result.standardOutput == "")
        #expect(result.standardError.hasPrefix("demo: "))
        #expect(result.standardError.hasSuffix("  code: usage.invalid\n"))
    }

    @Test func `What begins with one dash may be a file, and is never a call for help`() {
        #expect(
            harness.run(Demo.self, ["refuse", "-dash.license"]).standardError == """
                demo: Unknown option '-dash.license'.
                  what to do: If it is a file, write ./-dash.license; otherwise see 'demo refuse
                              --help'.
                  code: usage.invalid

                """)
        #expect(harness.run(Demo.self, ["refuse", "--", "-dash"]).status == 70)
        #expect(harness.run(Demo.self, ["refuse", "-"]).status == 70)
        #expect(harness.run(Demo.self, ["refuse", "-h"]).standardOutput.contains("USAGE: demo refuse"))
    }

    @Test func `A usage error names the help of the command that was meant`() {
        let picky = harness.run(Demo.self, ["picky", "--seats", "0"])
        #expect(
            picky.standardError == """
                demo: There is no license with 0 seats.
                  what to do: Write 'demo picky [--format <format>] --seats <seats>'; 'demo
                              picky --help' says more.
                  code: usage.invalid

                """)
        let nothing = harness.run(Demo.self, ["nothing"])
        #expect(nothing.standardError.contains("'demo --help' lists the commands."))
    }

    @Test(arguments: [["--format", "json"], ["--format=json"]])
    func `A usage error is JSON where JSON was asked for`(format: [String]) {
        let result = harness.run(Demo.self, ["picky"] + format)
        #expect(result.standardError.hasPrefix(#"{"error":{"code":"usage.invalid","message":"#))
        #expect(result.standardError.hasSuffix("\"}}\n"))
        let quoted = harness.run(Demo.self, ["picky", "--"] + format)
        #expect(quoted.standardError.hasPrefix("demo: "))
    }

    @Test func `A refusal is one line of JSON where JSON was asked for`() {
        let result = harness.run(Demo.self, ["refuse", "state.busy", "--format", "json"])
        let code = RefusalCode.stateBusy
        #expect(
            result.standardError == """
                {"error":{"code":"state.busy","message":"\(code.meaning)","remedy":"\(code.remedy)"}}

                """)
        #expect(result.status == 75)
    }

    @Test func `Arguments cannot send commands to the terminal through the message`() {
        let result = harness.run(Demo.self, ["--\u{1B}[2J\u{202E}x"])
        #expect(result.status == 64)
        #expect(result.standardError.contains("\\u{1B}[2J\\u{202E}x"))
        #expect(!result.standardError.contains("\u{1B}"))
    }

    @Test(arguments: [([], "demo"), (["group"], "demo group")])
    func `No command is status 64, with the overview on standard error`(arguments: [String], name: String) {
        let result = harness.run(Demo.self, arguments)
        #expect(result.status == 64)
        #expect(result.standardOutput == "")
        #expect(result.standardError.contains("USAGE: \(name) <subcommand>"))
        #expect(result.standardError.contains("SUBCOMMANDS:"))
        #expect(
            result.standardError.hasSuffix(
                """
                demo: '\(name)' needs a command after it.
                  what to do: '\(name) --help' lists the commands.
                  code: usage.invalid

                """))
    }

    @Test(arguments: [["--help"], ["show", "--help"], ["help", "show"], ["--version"]])
    func `Help and version are results`(arguments: [String]) {
        let result = harness.run(Demo.self, arguments)
        #expect(result.status == 0)
        #expect(result.standardError == "")
        #expect(result.standardOutput.contains(arguments == ["--version"] ? "1.2.3\n" : "USAGE: demo"))
    }

    @Test(arguments: [["show"], ["deny"], ["--help"], ["show", "--format", "json"]])
    func `Output that cannot be written is status 74 and said`(arguments: [String]) {
        let error = MemorySink()
        let context = CommandContext(
            programName: "demo", standardInput: MemorySource(""),
            standardOutput: MemorySink(failure: Refusal(.diskFull)), standardError: error, environment: [:],
            terminal: NoTerminal(), now: 0, milliseconds: 0, root: "", userName: "", homeFolder: "")
        #expect(CommandRunner(context: context).run(Demo.self, arguments: arguments) == 74)
        #expect(error.text.contains("disk.full"))
    }

    @Test func `A value that JSON cannot hold is a defect of the program and not a crash`() {
        let result = harness.run(Demo.self, ["broken"])
        #expect(result.status == 70)
        #expect(result.standardError.contains("internal.inconsistency"))
    }

    @Test func `A test that did not give a clock is stopped when it is read`() async {
        await #expect(processExitsWith: .failure) {
            _ = CommandHarness().run(Demo.self, ["clock"])
        }
        #expect(CommandHarness(now: 1_700_000_000).run(Demo.self, ["clock"]).standardOutput == "1700000000\n")
    }
}
