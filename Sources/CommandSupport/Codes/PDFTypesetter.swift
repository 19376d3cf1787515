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
