import Activation
import ArgumentParser
import CommandSupport
import Issuing
import Ledger
import PhoneCode
import Refusals

/// `countersign-responder phone`: answers a caller.
struct PhoneCommand: AnsweringCommand {
    static let configuration = CommandConfiguration(
        commandName: "phone", abstract: "Answer a request by telephone.",
        discussion: """
            At a terminal it asks for the caller's groups, shows whose license it is and what the answer would be, \
            and, after you confirm, the answer to read aloud. Without a terminal, and with --group, it takes one \
            step at a time: see --resume, --confirm and --refuse. Exits with 1 if nothing would be granted.
            """)

    @Argument(help: "The request's groups, if you have them as text; '-' reads standard input.")
    var groups: [String] = []

    @Option(help: "Who answers the call, for the audit log; without it, the login name.")
    var agent: String?

    @Flag(
        inversion: .prefixedNo,
        help: "Whether the call uses words or digits. Default: what the caller's groups use, else digits.")
    var words: Bool?

    @Option(
        help: ArgumentHelp(
            "The seat of the caller's machine, by its number, or 'new'. Default: by the machine's mark.",
            valueName: "number"))
    var seat: String?

    @Option(
        name: .customLong("override"),
        help: ArgumentHelp(
            "Grant it even if the license's changes of machine are used up, for this reason.",
            valueName: "reason"))
    var reason: String?

    @Flag(help: "Grant the request without asking at a terminal.")
    var confirm = false

    @Flag(
        name: .customLong("accept-clock"),
        help:
            "Grant it even if this computer's clock looks wrong, because somebody has checked it; with --confirm."
    )
    var acceptClock = false

    @Flag(help: "Grant nothing, and end the call; with --resume.")
    var refuse = false

    @Option(help: ArgumentHelp("Continue this call.", valueName: "call"))
    var resume: Int64?

    @Flag(
        help: ArgumentHelp(
            "List the open calls.",
            discussion:
                "Those of the last two weeks; of a caller who has not proven the activation key yet, of the last three "
                + "days. A call is left out if the same request came again in a later one."))
    var calls = false

    @Option(
        help: ArgumentHelp(
            "Take these groups and ask no questions, for telephone menus and other programs.",
            discussion: "With or without their number: '7 123456'. May be given several times.",
            valueName: "text"))
    var group: [String] = []

    @OptionGroup var output: OutputOptions
    @OptionGroup var carriers: CarrierOptions
    @OptionGroup var paper: PaperOptions
    @OptionGroup var vaultOptions: OpenVaultOptions
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard !carriers.isShown, output.out != "-" else {
            throw ValidationError("A copy goes to a file here: --out, --qr-image or --sheet, with its name.")
        }
        guard confirm || !acceptClock else {
            throw ValidationError("--accept-clock goes with --confirm only.")
        }
        if refuse {
            guard resume != nil, groups.isEmpty, group.isEmpty, !confirm, seat == nil, reason == nil else {
                throw ValidationError("--refuse goes with --resume only.")
            }
        }
        guard calls else { return }
        guard groups.isEmpty, group.isEmpty, resume == nil, !confirm, seat == nil, reason == nil else {
            throw ValidationError("--calls goes by itself.")
        }
    }

    private var commands: CallCommands { CallCommands(agent: agent, vault: vaultOptions.place.vault) }

    func answer(in context: CommandContext) throws(Refusal) -> ExitStatus {
        do throws(Refusal) {
            return try calls ? list(in: context) : take(in: context)
        } catch {
            throw commands.completing(error)
        }
    }

    private func take(in context: CommandContext) throws(Refusal) -> ExitStatus {
        let typesetter = paper.typesetter(in: context)
        let choice = try SeatChoice(option: seat)
        try output.requireUsable(inputs: [], carriers: carriers, typesetter: typesetter, in: context)
        let vault = try vaultOptions.vault(in: context)
        try vault.deskClock(in: context.surroundings)?.tell(context.diagnostics(global.format))
        let session = PhoneSession(
            vault: vault, desk: try vault.desk(in: context.surroundings).overriding(for: reason),
            context: context,
            agent: agent ?? context.userName, form: words.map { $0 ? .words : .digits }, choice: choice,
            acceptsClock: acceptClock,
            copies: PhoneCopies(output: output, carriers: carriers, typesetter: typesetter),
            commands: commands)
        if refuse, let resume { return try PhoneSteps(session: session).refuse(resume) }
        let texts = groups.isEmpty ? group : [groups.joined(separator: " ")] + group
        if texts.isEmpty, !confirm, context.standardInput.isTerminal, global.format == .text {
            return try PhoneDialogue(session: session).answer(resume)
        }
        return try PhoneSteps(session: session).step(resume, texts, confirm: confirm)
    }

    private func list(in context: CommandContext) throws(Refusal) -> ExitStatus {
        let now = UnixTime(rawValue: context.now())
        let ledger = try vaultOptions.place.locked(in: context).ledger()
        let rows = try ledger.read { (ledger) throws(Refusal) in
            var rows: [CallListReport.Row] = []
            for call in try ledger.callsThatGoOn(now: now) {
                rows.append(CallListReport.Row(call, customer: try ledger.customer(of: call)))
            }
            return rows
        }
        try context.show(CallListReport(calls: rows, commands: commands), as: global.format)
        return .success
    }
}
