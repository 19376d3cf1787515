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
            and, after you confirm, the answer to read aloud. Then Enter takes the next call. Without a terminal, and with --group, it takes one \
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

    @Option(
        name: .customLong("lock-after"),
        help: ArgumentHelp(
            "At a terminal: lock the vault when nothing was typed for so many minutes, 1 to 480.",
            valueName: "minutes"))
    var lockAfter = 15

    @OptionGroup var output: OutputOptions
    @OptionGroup var carriers: CarrierOptions
    @OptionGroup var paper: PaperOptions
    @OptionGroup var vaultOptions: OpenVaultOptions
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard !carriers.isShown, output.out != "-" else {
            throw ValidationError("A copy goes to a file here: --out, --qr-image or --sheet, with its name.")
        }
        guard (1...480).contains(lockAfter) else {
            throw ValidationError("--lock-after takes 1 to 480 minutes.")
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

    private var commands: CallCommands { CallCommands(agent: agent, next: vaultOptions.place.next) }

    func answer(in context: CommandContext) throws(Refusal) -> ExitStatus {
        do throws(Refusal) {
            return try calls ? list(in: context) : take(in: context)
        } catch {
            throw commands.completing(error)
        }
    }

    private func take(in context: CommandContext) throws(Refusal) -> ExitStatus {
        let choice = try SeatChoice(option: seat)
        try vaultOptions.place.kept(in: context).requireOutside(out: output.out, carriers: carriers)
        try output.requireUsable(
            inputs: [vaultOptions.passphrase.passphraseFile], carriers: carriers, sizes: RespondCommand.sizes,
            typesetter: paper.typesetter(in: context), in: context)
        let texts = groups.isEmpty ? group : [groups.joined(separator: " ")] + group
        let isDialogue =
            texts.isEmpty && !confirm && !refuse && context.standardInput.isTerminal && global.format == .text
        if isDialogue { return try shift(choice, in: context).run(resume) }
        let vault = try vaultOptions.vault(in: context)
        try vault.deskClock(in: context.surroundings)?.tell(context.diagnostics(global.format))
        let steps = PhoneSteps(session: try session(with: vault, choice, reason, in: context))
        if refuse, let resume { return try steps.refuse(resume) }
        return try steps.step(resume, texts, confirm: confirm)
    }

    /// The options that are about one call are for the first.
    private func shift(_ choice: SeatChoice?, in context: CommandContext) -> PhoneShift {
        PhoneShift(
            context: context, input: IdleInput(context.standardInput, minutes: lockAfter), minutes: lockAfter,
            unlock: { (typed) throws(Refusal) in
                guard let typed else { return try vaultOptions.vault(in: context) }
                return try vaultOptions.vault(typed, in: context)
            },
            askHidden: vaultOptions.passphrase.source.isTyped
                ? { (prompt) throws(Refusal) in try context.terminal.readHiddenLine(prompt: prompt) } : nil,
            session: { (vault, context, isFirst) throws(Refusal) in
                try session(
                    with: vault, isFirst ? choice : nil, isFirst ? reason : nil, copies: isFirst, in: context)
            })
    }

    private func session(
        with vault: Vault, _ choice: SeatChoice?, _ reason: String?, copies: Bool = true,
        in context: CommandContext
    ) throws(Refusal) -> PhoneSession {
        PhoneSession(
            vault: vault, desk: try vault.desk(in: context.surroundings).overriding(for: reason),
            context: context, agent: agent ?? context.userName, form: words.map { $0 ? .words : .digits },
            choice: choice, acceptsClock: acceptClock,
            copies: copies
                ? PhoneCopies(output: output, carriers: carriers, typesetter: paper.typesetter(in: context))
                : nil,
            commands: commands)
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
