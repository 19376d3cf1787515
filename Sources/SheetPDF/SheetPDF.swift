import Activation
import Refusals
import Sheet

/// A sheet as a PDF file: the same page as in HTML, for one paper, with its typefaces inside.
package struct SheetPDF {
    private let sheet: Sheet
    private let paper: PaperSize

    /// The file of a sheet.
    package init(_ sheet: Sheet, on paper: PaperSize) {
        self.sheet = sheet
        self.paper = paper
    }

    /// Refuses early what could not be done later; opens the libraries if they are there.
    ///
    /// - Throws: `code.unavailable`, which says what to install.
    package static func requireUsable() throws(Refusal) { _ = try Canvas(.a4) }

    /// The whole file, and which of its characters no typeface has; the same sheet gives the same bytes, with the same
    /// libraries and typefaces.
    ///
    /// - Throws: `code.unavailable` where Pango or a typeface is missing; `internal.inconsistency` if cairo failed.
    package func typeset() throws(Refusal) -> TypesetSheet {
        let canvas = try Canvas(paper)
        canvas.describe(
            title: sheet.documentTitle, subject: sheet.lead, creator: sheet.maker,
            date: sheet.madeAt.description)
        FirstPage(sheet, density: density(on: canvas), paper: paper, canvas: canvas).draw()
        for (index, codes) in sheet.pages.enumerated().dropFirst() {
            SeriesPage(sheet, codes: codes, number: index + 1, paper: paper, canvas: canvas).draw()
        }
        return TypesetSheet(bytes: try canvas.finish(), missing: MissingGlyphs(canvas.missing))
    }

    /// The loosest setting that leaves all on one page.
    private func density(on canvas: Canvas) -> SheetDensity {
        canvas.isDrawing = false
        defer { canvas.isDrawing = true }
        return SheetDensity.allCases.first { density in
            FirstPage(sheet, density: density, paper: paper, canvas: canvas).fits
        } ?? .smallest
    }
}
