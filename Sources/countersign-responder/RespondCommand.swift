import ArgumentParser
import CommandSupport
import DurableFiles
import Issuing
import Refusals

/// `countersign-responder respond`: answers requests.
struct RespondCommand: AnsweringCommand {
    static let configuration = CommandConfiguration(
        commandName: "respond",
        abstract: "Answer requests: a file, several, a whole folder, or '-' for standard input.",
        discussion: """
            One request is answered on standard output, or in the file that --out names. Of several, or of a \
            folder, each gets its license beside it, or in the folder that --out names: yard7.request is answered \
            by yard7.license. The same request again gets the same license. Exits with 1 if any was refused.
            """)

    @Argument(help: "Request files, folders of them, or '-'.")
    var inputs: [String]

    @Option(help: ArgumentHelp("Where the licenses go.", valueName: "file-or-folder"))
    var out: String?

    @Flag(help: "Replace existing files.")
    var force = false

    @OptionGroup var vaultOptions: OpenVaultOptions
    @OptionGroup var global: GlobalOptions

    func answer(in context: CommandContext) throws(Refusal) -> ExitStatus {
        if inputs == ["-"], vaultOptions.passphrase.passphraseFile == "-" {
            throw Refusal(
                .usageInvalid, "Standard input cannot give both the passphrase and the request.",
                remedy: "Put one of them into a file.")
        }
        let plan = try AnsweringPlan(inputs: inputs, out: out)
        let desk = try vaultOptions.vault(in: context).desk(in: context.surroundings)
        if plan.isSingle { return try answerOne(plan.items[0], at: desk, in: context) }
        return try answerMany(plan, at: desk, in: context)
    }

    private func answerOne(
        _ item: AnsweringPlan.Item, at desk: Vault.Desk, in context: CommandContext
    ) throws(Refusal) -> ExitStatus {
        let bytes = try context.read(item.input)
        let incoming = IncomingRequest(
            name: context.name(ofInput: item.input), bytes: bytes, carrier: item.input == "-" ? .text : .file)
        guard let answer = try desk.answer([incoming]).first else { throw Refusal(.internalInconsistency) }
        if case .refused(let refusal) = answer { throw refusal.concerning(incoming.name) }
        guard let report = AnswerReport(answer, file: item.output), let grant = answer.grant else {
            throw Refusal(.internalInconsistency)
        }
        if let output = item.output {
            try LicenseWriter(overwrite: force).write(grant, to: output)
            try context.show(report, as: global.format)
        } else if global.format == .json {
            try context.show(report, as: .json)
        } else {
            try context.standardOutput.write(bytes: grant.armoured)
            try context.tell(report)
        }
        return .success
    }

    private func answerMany(
        _ plan: AnsweringPlan, at desk: Vault.Desk, in context: CommandContext
    ) throws(Refusal) -> ExitStatus {
        var summary = AnsweringSummary()
        var progress = Progress("answering requests", total: plan.items.count, in: context)
        let writer = LicenseWriter(overwrite: force)
        var done = 0
        while done < plan.items.count {
            let items = Array(plan.items[done..<min(done + Vault.Desk.batchSize, plan.items.count)])
            try answerBatch(items, at: desk, writer: writer, into: &summary, in: context)
            done += items.count
            progress.update(done)
        }
        _ = consume progress
        try context.show(summary, as: global.format)
        return summary.status
    }

    private func answerBatch(
        _ items: [AnsweringPlan.Item], at desk: Vault.Desk, writer: LicenseWriter,
        into summary: inout AnsweringSummary, in context: CommandContext
    ) throws(Refusal) {
        var incoming: [IncomingRequest] = []
        var answered: [AnsweringPlan.Item] = []
        for item in items {
            switch item.read(in: context) {
            case .success(let bytes):
                if item.isFromFolder, AnsweringPlan.isNoRequest(bytes) {
                    summary.passOver(item)
                } else {
                    incoming.append(
                        IncomingRequest(name: item.shownInput, bytes: bytes, carrier: item.carrier))
                    answered.append(item)
                }
            case .failure(let refusal): summary.refuse(item, refusal)
            }
        }
        let answers = try desk.answer(incoming)
        let unwritten = writer.write(
            zip(answered, answers).compactMap { item, answer in
                answer.grant.map { ($0, item.outputInFolder) }
            })
        for (item, answer) in zip(answered, answers) {
            summary.add(item, answer, unwritten: unwritten[item.outputInFolder])
        }
    }
}
