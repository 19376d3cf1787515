import Activation
import ArgumentParser
import CommandSupport
import DurableFiles
import Issuing
import Refusals

/// `countersign-responder audit prove`.
struct AuditProve: CountersignCommand {
    static let configuration = CommandConfiguration(
        commandName: "prove", abstract: "Write a receipt: it shows one event to somebody without the vault.",
        discussion: """
            Needs no passphrase. The file has the event, its receipt, and the certificates of the audit keys. People who \
            get it check it with 'audit verify --receipt', and with the thumbprint of the root key, which they must get \
            another way.
            """)

    @Argument(help: "The event's number, as 'audit list' shows it.")
    var event: Int64

    @Option(
        help: ArgumentHelp(
            "Also write the receipt alone, for other COSE programs (RFC 9942).", valueName: "file"))
    var cose: String?

    @Option(
        name: .customLong("event"),
        help: ArgumentHelp("Also write the event alone, which the receipt is about.", valueName: "file"))
    var eventFile: String?

    @OptionGroup var output: OutputOptions
    @OptionGroup var place: VaultOptions
    @OptionGroup var passphrase: UnneededPassphraseOptions
    @OptionGroup var global: GlobalOptions

    func run(in context: CommandContext) throws(Refusal) {
        let kept = place.kept(in: context)
        if let out = output.out, out != "-" { try kept.requireOutside(out, option: "--out") }
        try output.requireUsable(inputs: [])
        var taken = [output.out]
        for (file, option) in [(cose, "--cose"), (eventFile, "--event")] {
            guard let file else { continue }
            try kept.requireOutside(file, option: option)
            try SideTarget(path: file, option: option).requireUsable(
                taken: taken.compactMap { $0 }, overwrite: output.force)
            taken.append(file)
        }
        let proven = try place.locked(in: context).prove(event)
        let files = [(cose, proven.receipt), (eventFile, proven.event)]
        for case let (file?, bytes) in files {
            try writeAtomically(bytes, to: file, mode: 0o644, overwrite: output.force)
        }
        let text = ReceiptFile.text(proven.given)
        try output.write(
            text,
            saying: AuditProveReport(
                told: ToldEvent(proven.shown), document: text, file: output.out,
                others: [cose, eventFile].compactMap { $0 }),
            in: context)
    }
}

/// What a new receipt shows, and what it cannot.
private struct AuditProveReport: Report {
    let told: ToldEvent
    let document: String
    let file: String?
    let others: [String]

    enum CodingKeys: String, CodingKey {
        case told = "event"
        case document, file
        case others = "other_files"
    }

    init(told: ToldEvent, document: [UInt8], file: String?, others: [String]) {
        self.told = told
        self.document = String(decoding: document, as: UTF8.self)
        self.file = file == "-" ? nil : file
        self.others = others
    }

    func render(into text: inout TextReport) {
        told.render(into: &text)
        text.blankLine()
        text.field("written to", file)
        text.field("also", others.isEmpty ? nil : others.joined(separator: ", "))
        ToldEvent.renderLimits(into: &text)
        text.paragraph("Check it anywhere, with the root key's thumbprint:")
        // For somebody who has no vault.
        text.command(NextCommands().responder("audit verify --receipt FILE --root-key THUMBPRINT"))
    }
}
