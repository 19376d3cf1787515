import DurableFiles
import Refusals
import Sheet

/// Sets a sheet as a PDF file. The responder's commands have one; the client carries no such library.
package protocol PDFTypesetter: Sendable {
    /// Refuses early what could not be done later.
    ///
    /// - Throws: `code.unavailable`, which says what to install.
    func requireUsable() throws(Refusal)

    /// The file of a sheet.
    ///
    /// - Throws: `code.unavailable`, `internal.inconsistency`.
    func file(of sheet: Sheet) throws(Refusal) -> TypesetSheet
}

/// The page that `--sheet` names.
struct SheetFile: Sendable {
    private enum Format: String, CaseIterable {
        case html = ".html"
        case pdf = ".pdf"
    }

    let path: String
    private let format: Format

    /// - Throws: `usage.invalid` if the name does not end as a page's that can be written here.
    init(_ path: String, in context: CommandContext) throws(Refusal) {
        guard let format = Format.allCases.first(where: { path.lowercased().hasSuffix($0.rawValue) }),
            path.split(separator: "/").last?.count ?? 0 > format.rawValue.count
        else {
            let names = context.typesetter == nil ? ".html" : ".html or in .pdf"
            throw Refusal(
                .usageInvalid, "'\(path)' does not say which kind of page it is to be.",
                remedy: "Let the name after --sheet end in \(names).")
        }
        guard format == .html || context.typesetter != nil else {
            throw Refusal(
                .usageInvalid, "\(context.programName) writes no PDF pages.",
                remedy: "Let the name after --sheet end in .html; a browser prints it, to a PDF file as well."
            )
        }
        (self.path, self.format) = (path, format)
    }

    /// Refuses early what writing would be refused for.
    ///
    /// - Parameter taken: other files that the command reads or writes.
    /// - Throws: `usage.invalid`, `file.exists`, `code.unavailable`, and what
    ///   ``DurableFiles/requireWritable(_:)`` throws.
    func requireUsable(taken: [String], overwrite: Bool, in context: CommandContext) throws(Refusal) {
        try SideTarget(path: path, option: "--sheet").requireUsable(taken: taken, overwrite: overwrite)
        if format == .pdf { try context.typesetter?.requireUsable() }
    }

    /// What is written into it.
    ///
    /// - Throws: what the typesetter throws.
    func page(of sheet: Sheet, in context: CommandContext) throws(Refusal) -> TypesetSheet {
        guard format == .pdf, let typesetter = context.typesetter else {
            return TypesetSheet(bytes: SheetHTML(sheet).bytes)
        }
        return try typesetter.file(of: sheet)
    }
}
