import Activation
import ArgumentParser
import COSE
import CommandSupport
import Cryptography
import Issuing
import LogProof
import Refusals

/// `countersign-responder audit checkpoint`.
struct AuditCheckpoint: CountersignCommand {
    static let configuration = CommandConfiguration(
        commandName: "checkpoint", abstract: "Write a signed root over the whole log, to be kept elsewhere.",
        discussion: """
            Needs no passphrase: the root was signed with the last event. Keep the file, or the picture of its code, where \
            nobody who can write the vault can write: 'audit verify --checkpoint' then shows whether history was changed.
            """)

    @Option(
        name: [.customLong("qr-image"), .customLong("qr")],
        help: ArgumentHelp(
            "Write the checkpoint as a QR code to this picture, named .png or .svg.", valueName: "file"))
    var qrImage: String?

    @OptionGroup var output: OutputOptions
    @OptionGroup var place: VaultOptions
    @OptionGroup var passphrase: UnneededPassphraseOptions
    @OptionGroup var global: GlobalOptions

    func run(in context: CommandContext) throws(Refusal) {
        let kept = place.kept(in: context)
        if let out = output.out, out != "-" { try kept.requireOutside(out, option: "--out") }
        try output.requireUsable(inputs: [])
        var picture: CodePicture?
        if let qrImage {
            try kept.requireOutside(qrImage, option: "--qr-image")
            let named = try CodePicture(qrImage)
            try named.requireUsable(taken: [output.out].compactMap { $0 }, overwrite: output.force)
            picture = named
        }
        let head = try place.locked(in: context).checkpoint()
        let text = CheckpointFile.text(head.checkpoint)
        let pictures = try picture?.files(
            of: String(decoding: text, as: UTF8.self), title: "Checkpoint of \(head.head.size) events")
        if let pictures { try CodePicture.write(pictures, overwrite: output.force) }
        try output.write(
            text, saying: AuditCheckpointReport(head.head, text, output.out, qrImage), in: context)
    }
}

private struct AuditCheckpointReport: Report {
    let events: UInt64
    let at: String
    let root: String
    let file: String?
    let picture: String?
    let document: String

    enum CodingKeys: String, CodingKey {
        case events, at, root, file, document
        case picture = "qr_image"
    }

    init(_ head: TreeHead, _ text: [UInt8], _ file: String?, _ picture: String?) {
        events = head.size
        at = UnixTime(rawValue: head.time).description
        root = head.root.hexadecimal
        self.file = file == "-" ? nil : file
        self.picture = picture
        document = String(decoding: text, as: UTF8.self)
    }

    func render(into text: inout TextReport) {
        text.field("checkpoint", "\(events) events", .good)
        text.field("signed", at)
        text.field("root", root)
        text.field("written to", file)
        text.field("QR code", picture)
        text.paragraph(
            "The events were not checked for this. Keep it where nobody who can write the vault can write. Check the log "
                + "with it:")
        text.command(text.next.responder("audit verify --checkpoint FILE"))
    }
}
