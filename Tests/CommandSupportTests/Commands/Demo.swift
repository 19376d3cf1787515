import ArgumentParser
import CommandSupport
import Refusals

/// Commands that do one thing each, for the tests of what surrounds them.
struct Demo: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        version: "1.2.3",
        subcommands: [
            Show.self, Refuse.self, Deny.self, Picky.self, Clock.self, Broken.self, Group.self,
        ]
    )

    /// Only groups others.
    struct Group: ParsableCommand {
        static let configuration = CommandConfiguration(subcommands: [Deny.self])
    }

    struct Show: CountersignCommand {
        @OptionGroup var global: GlobalOptions
        func run(in context: CommandContext) throws(Refusal) {
            try context.show(DemoReport(), as: global.format)
        }
    }

    struct Refuse: CountersignCommand {
        @OptionGroup var global: GlobalOptions
        @Argument var code: String
        func run(in context: CommandContext) throws(Refusal) {
            throw Refusal(RefusalCode(rawValue: code) ?? .internalInconsistency)
        }
    }

    struct Deny: AnsweringCommand {
        @OptionGroup var global: GlobalOptions
        func answer(in context: CommandContext) throws(Refusal) -> ExitStatus {
            try context.standardOutput.write("no\n")
            return .no
        }
    }

    struct Picky: CountersignCommand {
        @OptionGroup var global: GlobalOptions
        @Option var seats: Int
        func validate() throws {
            guard seats > 0 else { throw ValidationError("There is no license with \(seats) seats") }
        }
        func run(in context: CommandContext) throws(Refusal) {}
    }

    struct Clock: CountersignCommand {
        @OptionGroup var global: GlobalOptions
        func run(in context: CommandContext) throws(Refusal) {
            try context.standardOutput.write("\(context.now())\n")
        }
    }

    struct Broken: CountersignCommand {
        @OptionGroup var global: GlobalOptions
        func run(in context: CommandContext) throws(Refusal) {
            try context.show(Impossible(), as: .json)
        }
    }
}

struct DemoReport: Report {
    let product = "Hull/Designer \u{202E}"
    let features = ["a", "b"]
    let note: String? = nil

    enum CodingKeys: String, CodingKey {
        case product = "product_name"
        case features
        case note
    }

    func render(into text: inout TextReport) {
        text.field("product", product)
        text.bullets(features)
    }
}

struct Impossible: Report {
    let rate = Double.infinity
    func render(into text: inout TextReport) {}
}
