import ArgumentParser
import CommandSupport
import Refusals
import Sheet
import SheetPDF

/// The option `--paper`, for every command that writes pages.
struct PaperOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The paper of a .pdf page: a4 or letter.",
            discussion: "Default: as the locale says. An .html page fits both."))
    var paper: PaperSize?

    /// What sets pages on this paper.
    func typesetter(in context: CommandContext) -> any PDFTypesetter {
        Typesetter(paper: paper ?? PaperSize(environment: context.environment))
    }
}

extension PaperSize: ExpressibleByArgument {}

/// Sets pages as PDF files, by Pango and cairo.
private struct Typesetter: PDFTypesetter {
    let paper: PaperSize

    func requireUsable() throws(Refusal) { try SheetPDF.requireUsable() }

    func file(of sheet: Sheet) throws(Refusal) -> TypesetSheet { try SheetPDF(sheet, on: paper).typeset() }
}
