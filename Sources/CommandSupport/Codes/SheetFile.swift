import DurableFiles
import Refusals
import Sheet

/// The page that `--sheet` names.
struct SheetFile: Sendable {
    private enum Format: String, CaseIterable {
        case html = ".html"
        case pdf = ".pdf"
    }

    let path: String
    private let format: Format
    private let typesetter: (any PDFTypesetter)?

    /// - Parameters:
    ///   - typesetter: what sets PDF pages, if anything does.
    ///   - programName: who writes no PDF pages without it.
    /// - Throws: `usage.invalid` if the name does not end as a page's that can be written here.
    init(_ path: String, typesetter: (any PDFTypesetter)?, programName: String) throws(Refusal) {
        guard let format = Format.allCases.first(where: { path.lowercased().hasSuffix($0.rawValue) }),
            path.split(separator: "/").last?.count ?? 0 > format.rawValue.count
        else {
            let names = typesetter == nil ? ".html" : ".html or .pdf"
            throw Refusal(
                .usageInvalid, "The name '\(path)' does not say what kind of page to write.",
                remedy: "Use a name that ends in \(names).")
        }
        guard format == .html || typesetter != nil else {
            throw Refusal(
                .usageInvalid, "\(programName) writes no PDF pages.",
                remedy: "Use a name that ends in .html; a browser prints it, also to a PDF file."
            )
        }
        (self.path, self.format, self.typesetter) = (path, format, typesetter)
    }

    /// Refuses early what writing would be refused for.
    ///
    /// - Parameter taken: other files that the command reads or writes.
    /// - Throws: `usage.invalid`, `file.exists`, `code.unavailable`, and what
    ///   ``DurableFiles/requireWritable(_:)`` throws.
    func requireUsable(taken: [String], overwrite: Bool) throws(Refusal) {
        try SideTarget(path: path, option: "--sheet").requireUsable(taken: taken, overwrite: overwrite)
        if format == .pdf { try typesetter?.requireUsable() }
    }

    /// What is written into it.
    ///
    /// - Throws: what the typesetter throws.
    func page(of sheet: Sheet) throws(Refusal) -> TypesetSheet {
        guard format == .pdf, let typesetter else {
            return TypesetSheet(bytes: SheetHTML(sheet).bytes)
        }
        return try typesetter.file(of: sheet)
    }
}
