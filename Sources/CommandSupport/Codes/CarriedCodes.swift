import DurableFiles
import QRCode
import Refusals
import Sheet

/// The codes of a document: planned, so that nothing can be refused any more but writing.
package struct CarriedCodes: Sendable {
    private let document: CarriedDocument
    var screen: CodeScreen?
    var shown: CodePlan?
    private var pictured: CodePlan?
    private var pictures: [(path: String, bytes: [UInt8])] = []
    private var sheet: (path: String, bytes: [UInt8])?

    init(document: CarriedDocument) { self.document = document }

    /// - Parameter inParts: whether several smaller codes are wanted.
    mutating func prepare(_ picture: CodePicture, inParts: Bool) throws(Refusal) {
        let plan = inParts ? try CodePlan(inPartsOf: document) : try CodePlan(of: document)
        pictures = try picture.files(of: plan.codes(), title: document.title)
        pictured = plan
    }

    mutating func prepare(_ file: SheetFile, in context: CommandContext) throws(Refusal) {
        let plan = try CodePlan(of: document)
        let page = try file.page(of: document.sheet(plan, in: context))
        sheet = (file.path, page.bytes)
        if pictured == nil { pictured = plan }
        guard let missing = page.missing else { return }
        context.diagnostics().warn(missing.sentence, remedy: missing.remedy, code: MissingGlyphs.code)
    }

    /// Refuses other files of the pictures' names, before anything is written.
    ///
    /// - Throws: `file.exists`.
    package func requirePlaces(overwrite: Bool) throws(Refusal) {
        _ = try CodePicture.unwritten(pictures, overwrite: overwrite)
    }

    /// Writes the pictures and the page, if any.
    ///
    /// - Throws: `file.exists`, and what writing throws.
    package func writePictures(overwrite: Bool) throws(Refusal) {
        try CodePicture.write(pictures, overwrite: overwrite)
        if let sheet { try writeAtomically(sheet.bytes, to: sheet.path, mode: 0o644, overwrite: overwrite) }
    }

    /// Shows the codes on standard output, as the last that the command says there.
    ///
    /// - Throws: what writing and asking throws.
    package func show(in context: CommandContext) throws(Refusal) {
        guard let screen, let shown else { return }
        try CodeViewer(context: context, screen: screen).show(
            shown.codes(), of: document, isSeries: shown.isSeries)
    }

    /// Says what there is to say, then shows the codes. With codes in the terminal that goes to standard error, and
    /// the codes come last, so that nothing pushes them off the screen.
    ///
    /// - Throws: what writing and asking throws.
    package func show(
        after report: some Report, by carriers: CarrierOptions, in context: CommandContext
    ) throws(Refusal) {
        guard carriers.isShown else { return try context.show(report, as: .text) }
        try context.tell(report)
        try context.standardError.write("\n")
        try show(in: context)
    }

    /// A report that also says what became of the codes.
    package func added<Body: Report>(to report: Body) -> some Report {
        CodesReport(
            body: report, texts: (shown ?? pictured)?.texts ?? [], images: pictures.map(\.path),
            sheet: sheet?.path)
    }
}

/// A report with what its codes hold.
private struct CodesReport<Body: Report>: Report {
    let body: Body
    let texts: [String]
    let images: [String]
    let sheet: String?

    enum CodingKeys: String, CodingKey {
        case text = "qr_text"
        case parts = "qr_parts"
        case images = "qr_images"
        case sheet
    }

    /// Adds `qr_text`, or `qr_parts` where there are several, `qr_images` and `sheet` to the report's own names.
    func encode(to encoder: any Encoder) throws {
        try body.encode(to: encoder)
        guard !texts.isEmpty else { return }
        var container = encoder.container(keyedBy: CodingKeys.self)
        if texts.count == 1 {
            try container.encode(texts[0], forKey: .text)
        } else {
            try container.encode(texts, forKey: .parts)
        }
        if !images.isEmpty { try container.encode(images, forKey: .images) }
        try container.encodeIfPresent(sheet, forKey: .sheet)
    }

    func render(into text: inout TextReport) {
        if !images.isEmpty {
            text.field(images.count == 1 ? "QR code" : "QR codes", images.joined(separator: ", "))
        }
        text.field("sheet", sheet)
        body.render(into: &text)
    }
}
