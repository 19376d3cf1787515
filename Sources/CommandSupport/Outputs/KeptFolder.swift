import DurableFiles
import Refusals

/// A folder whose files only the program itself writes: the vault, the state folder. No document goes there, because it
/// could replace a key.
package struct KeptFolder: Sendable {
    private let path: String
    /// As it stands in a sentence: `the vault`.
    private let name: String

    /// - Parameters:
    ///   - path: the folder; it may be missing.
    ///   - name: as it stands in a sentence: `the vault`.
    package init(_ path: String, name: String) { (self.path, self.name) = (path, name) }

    /// Refuses outputs in there, before anything is done.
    ///
    /// - Parameter out: the document's file; `-` and nil are skipped.
    /// - Throws: `usage.invalid`.
    package func requireOutside(out: String?, carriers: CarrierOptions) throws(Refusal) {
        if let out, out != "-" { try requireOutside(out, option: "--out") }
        if let picture = carriers.qrImage { try requireOutside(picture, option: "--qr-image") }
        if let sheet = carriers.sheet { try requireOutside(sheet, option: "--sheet") }
    }

    /// The same for one file.
    ///
    /// - Parameter option: what names it.
    /// - Throws: `usage.invalid`.
    package func requireOutside(_ file: String, option: String) throws(Refusal) {
        guard isInside(file, folder: path) else { return }
        throw Refusal(
            .usageInvalid, "\(shownPath(file)) is in \(name), where only the program's own files are.",
            remedy: "Name a place outside of \(name) with \(option).")
    }
}
