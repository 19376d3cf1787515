import Activation
import ArgumentParser
import CommandSupport
import DurableFiles
import Issuing
import Refusals

/// `countersign-responder respond`: answers requests.
struct RespondCommand: AnsweringCommand {
    static let configuration = CommandConfiguration(
        commandName: "respond",
        abstract:
            "Answer requests: files, pictures of their QR codes, a whole folder, or '-' for standard input.",
        discussion: """
            One request is answered on standard output, or in the file that --out names. Of several, or of a \
            folder, each gets its license beside it, or in the folder that --out names: yard7.request is answered \
            by yard7.license. The same request again gets the same license. A request for a time correction is \
            answered by yard7.correction. Exits with 1 if any was refused.

            A picture (PNG, JPEG, WebP, HEIC or AVIF) may hold several requests, or parts of one; parts are joined \
            over all the pictures given. Several pictures of one request are answered as one.
            """)

    @Argument(help: "Request files, pictures of QR codes, folders of both, or '-'.")
    var inputs: [String]

    @Option(help: ArgumentHelp("Where the licenses go.", valueName: "file-or-folder"))
    var out: String?

    @Flag(help: "Replace existing files.")
    var force = false

    @Option(
        help: ArgumentHelp(
            "Which seat the machine has, if 'respond' has asked for it: its number, or 'new'.",
            discussion:
                "For one request only.",
            valueName: "number"))
    var seat: String?

    @Option(
        name: .customLong("override"),
        help: ArgumentHelp(
            "Answer even if the license's changes of machine are used up, for this reason.",
            discussion: "The reason is kept in the audit log. For one request only.",
            valueName: "reason"))
    var reason: String?

    @OptionGroup var carriers: CarrierOptions
    @OptionGroup var paper: PaperOptions

    @OptionGroup var vaultOptions: OpenVaultOptions
    @OptionGroup var global: GlobalOptions

    func answer(in context: CommandContext) throws(Refusal) -> ExitStatus {
        if inputs == ["-"], vaultOptions.passphrase.passphraseFile == "-" {
            throw Refusal(
                .usageInvalid, "Standard input cannot give both the passphrase and the request.",
                remedy: "Put one of them into a file.")
        }
        let plan = try AnsweringPlan(inputs: inputs, out: out)
        try requireForeignPlaces(for: plan, in: context)
        try requireUsableCarriers(for: plan, in: context)
        let vault = try vaultOptions.vault(in: context)
        try vault.deskClock(in: context.surroundings)?.tell(context.diagnostics(global.format))
        var desk = try vault.desk(in: context.surroundings).overriding(for: reason)
        desk.choice = try SeatChoice(option: seat)
        if let option = seat != nil ? "--seat" : reason != nil ? "--override" : nil, plan.single == nil {
            throw Refusal(
                .usageInvalid, "\(option) is about one machine, and there are several inputs.",
                remedy: "Answer that request by itself.")
        }
        guard let item = plan.single else { return try answerMany(plan, at: desk, in: context) }
        guard plan.isSingle else { return try answerPictures(plan, item, at: desk, in: context) }
        switch try InputReader(pictures: context.pictureReader).content(of: item.input, in: context) {
        case .bytes(let bytes):
            let incoming = IncomingRequest(
                name: context.name(ofInput: item.input), bytes: bytes, carrier: item.carrier)
            return try answerOne(item, CheckedBatch(checking: [incoming]), at: desk, in: context)
        case .picture(let codes):
            let batch = ReadBatch(codes, from: item)
            if batch.items.count == 1 {
                context.diagnostics(global.format)
                    .warn(of: codes.unread, in: context.name(ofInput: item.input))
                return try answerOne(item, batch.checked, at: desk, in: context)
            }
            try requireFolder(for: batch.items.count, plan, in: context)
            return try answerMany(plan, read: batch, at: desk, in: context)
        }
    }

    /// Several pictures: of one request, which is answered like any other, or of many.
    private func answerPictures(
        _ plan: AnsweringPlan, _ item: AnsweringPlan.Item, at desk: Vault.Desk, in context: CommandContext
    ) throws(Refusal) -> ExitStatus {
        let reader = InputReader(pictures: context.pictureReader)
        let contents = mapConcurrently(plan.items) { $0.read(with: reader) }
        if let codes = PicturedCodes(ofOneDocument: contents) {
            for (item, content) in zip(plan.items, contents) {
                guard case .success(.picture(let codes)) = content else { continue }
                context.diagnostics(global.format).warn(of: codes.unread, in: item.shownInput)
            }
            return try answerOne(item, ReadBatch(codes, from: item).checked, at: desk, in: context)
        }
        if let refusal = carriers.isUsed ? Self.severalCodes(in: context) : plan.mustBeOne {
            // A picture that was not read may be why.
            for (item, content) in zip(plan.items, contents) {
                if case .failure(let refusal) = content { throw refusal.concerning(item.shownInput) }
            }
            throw refusal
        }
        return try answerMany(plan, read: ReadBatch(all: plan.items, contents), at: desk, in: context)
    }

    /// Several requests in one picture are several answers.
    private func requireFolder(for count: Int, _ plan: AnsweringPlan, in context: CommandContext)
        throws(Refusal)
    {
        if carriers.isUsed { throw Self.severalCodes(in: context) }
        let item = plan.items[0]
        guard item.output == nil || item.isOutputNamed else { return }
        throw Refusal(
            .usageInvalid, "There are \(count) requests in \(item.shownInput), and so several answers.",
            remedy: "Name a folder for them with --out.")
    }

    private static func severalCodes(in context: CommandContext) -> Refusal {
        Refusal(
            .usageInvalid, "QR codes and sheets are made of one answer, and there may be several.",
            remedy:
                "Answer with --out FOLDER, then make the page of each license: "
                + context.next.responder("inspect LICENSE --sheet PAGE.pdf"))
    }

    private func answerOne(
        _ item: AnsweringPlan.Item, _ batch: CheckedBatch, at desk: Vault.Desk, in context: CommandContext
    ) throws(Refusal) -> ExitStatus {
        try requirePlaces(for: item, batch, at: desk, in: context)
        guard let answer = try desk.answer(batch).first else { throw Refusal(.internalInconsistency) }
        switch answer {
        case .refused(let refusal): throw refusal.concerning(context.name(ofInput: item.input))
        case .given(let issued): try give(issued, isRepeated: false, item, at: desk, in: context)
        case .again(let issued): try give(issued, isRepeated: true, item, at: desk, in: context)
        }
        return .success
    }

    private func give(
        _ issued: IssuedAnswer, isRepeated: Bool, _ item: AnsweringPlan.Item, at desk: Vault.Desk,
        in context: CommandContext
    ) throws(Refusal) {
        let document = issued.document
        let file = item.output(for: document)
        do throws(Refusal) {
            switch issued.award {
            case .license(let grant):
                let report = AnswerReport(
                    grant, document, isRepeated: isRepeated, file: file, localEnd: context.localEnd)
                try give(document, for: grant.customer, report, to: file, at: desk, in: context)
            case .correction(let correction):
                let report = CorrectionReport(correction, document, isRepeated: isRepeated, file: file)
                try give(document, for: correction.customer, report, to: file, at: desk, in: context)
            }
        } catch {
            throw ungiven(document, error, in: context)
        }
    }

    private func give(
        _ document: OutgoingDocument, for customer: String, _ report: some Report, to file: String?,
        at desk: Vault.Desk, in context: CommandContext
    ) throws(Refusal) {
        let output = DocumentOutput(
            file: file, isStandardOutputNamed: out == "-", carriers: carriers, force: force,
            typesetter: paper.typesetter(in: context)
        ) { (path) throws(Refusal) in
            try LicenseWriter(overwrite: force).write(document, to: path)
        }
        try output.give(
            document.armoured, carried: try carried(document, for: customer, at: desk), saying: report,
            in: context)
    }

    private func carried(
        _ document: OutgoingDocument, for customer: String, at desk: Vault.Desk
    ) throws(Refusal) -> CarriedDocument {
        let read = try AnyDocument(encoded: document.encoded)
        return CarriedDocument(read, productFile: try desk.productFile(read.product), customer: customer)
    }

    /// No answer replaces a file of the vault, or the passphrase.
    private func requireForeignPlaces(for plan: AnsweringPlan, in context: CommandContext) throws(Refusal) {
        let vault = vaultOptions.place.kept(in: context)
        try vault.requireOutside(out: nil, carriers: carriers)
        var folders: Set<String> = []
        for item in plan.items + [plan.single].compactMap(\.self) {
            for case let file? in [false, true].map(item.output(isCorrection:)) {
                // Of thousands in one folder, one tells.
                let isNew = folders.insert(LicenseWriter.folder(of: file)).inserted
                if isNew { try vault.requireOutside(file, option: "--out") }
                guard force, let passphrase = vaultOptions.passphrase.passphraseFile else { continue }
                if isSameTarget(file, passphrase) { throw Self.isRead(file) }
            }
        }
    }

    private static func isRead(_ file: String) -> Refusal {
        Refusal(
            .usageInvalid, "\(shownPath(file)) is what the command reads; it cannot be its output too.",
            remedy: "Name another file with --out.")
    }

    /// Before anything is granted.
    private func requireUsableCarriers(
        for plan: AnsweringPlan, in context: CommandContext
    ) throws(Refusal) {
        guard carriers.isUsed else { return }
        guard let item = plan.single else { throw Self.severalCodes(in: context) }
        if out == "-", carriers.isShown {
            throw Refusal(
                .usageInvalid, "Standard output cannot take both the answer and its QR code.",
                remedy: "Name a file with --out, or leave out --out.")
        }
        try carriers.requireUsable(
            taken: inputs + [item.output, vaultOptions.passphrase.passphraseFile], force: force,
            isRepeatable: true,
            sizes: Self.sizes, typesetter: paper.typesetter(in: context), in: context)
    }

    /// Before anything is granted or written: where the answer goes there must be room for it. Only where the request
    /// was answered before, what is there may be that answer.
    private func requirePlaces(
        for item: AnsweringPlan.Item, _ batch: CheckedBatch, at desk: Vault.Desk, in context: CommandContext
    ) throws(Refusal) {
        let file = item.output(isCorrection: batch.firstKind == .timeCorrection)
        if let file {
            for input in inputs where input != "-" && isSameTarget(file, input) {
                throw Self.isRead(file)
            }
        }
        let isRepeated = try desk.hasAnswered(batch)
        if let file { try LicenseWriter(overwrite: force).requireUsable(file, isRepeated: isRepeated) }
        guard !isRepeated else { return }
        try carriers.requireUsable(
            taken: inputs + [file], force: force, sizes: Self.sizes,
            typesetter: paper.typesetter(in: context), in: context)
    }

    /// Licenses and time corrections have so many bytes.
    static let sizes = 120...DocumentKind.license.maximumSize

    /// An answer that the ledger holds can always be had again, and takes no second seat.
    private func ungiven(
        _ document: OutgoingDocument, _ refusal: Refusal, in context: CommandContext
    ) -> Refusal {
        let what =
            document.kind == .correction ? "The time correction is signed" : "The license is granted"
        if [.terminalTooSmall, .codeTooLarge, .codeUnavailable].contains(refusal.code) {
            return refusal.advising(
                "\(refusal.advice(context.next)) \(what) and in the ledger: the same command gives it again.")
        }
        let other =
            carriers.qrImage == nil && carriers.sheet == nil ? "with another --out" : "with another name"
        let way = refusal.code == .fileExists ? "\(other), or with --force." : "\(other)."
        return refusal.advising("\(what) and in the ledger; run the same command again, \(way)")
    }

    private func answerMany(
        _ plan: AnsweringPlan, read batch: ReadBatch? = nil, at desk: Vault.Desk, in context: CommandContext
    ) throws(Refusal) -> ExitStatus {
        let answering = ManyAnswers(
            plan: plan, reader: InputReader(pictures: context.pictureReader), desk: desk,
            writer: LicenseWriter(overwrite: force))
        let (summary, failure) = answering.run(batch, in: context)
        try context.show(summary, as: global.format)
        if let failure { throw failure }
        return summary.status
    }
}
