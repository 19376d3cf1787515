import DurableFiles
import Refusals

/// A file that a command writes beside its document, and the option that named it.
package struct SideTarget {
    let path: String
    /// Such as `--sheet`.
    let option: String

    /// - Parameters:
    ///   - path: the file.
    ///   - option: what named it, such as `--sheet`.
    package init(path: String, option: String) { (self.path, self.option) = (path, option) }

    /// Refuses early what writing would be refused for.
    ///
    /// - Parameters:
    ///   - taken: other files that the command reads or writes.
    ///   - overwrite: whether a file that is there may be replaced.
    /// - Throws: `usage.invalid`, `file.exists`, and what ``DurableFiles/requireWritable(_:)`` throws, each with a
    ///   remedy that names the option.
    package func requireUsable(taken: [String], overwrite: Bool) throws(Refusal) {
        for other in taken where other != "-" && isSameTarget(path, other) { throw isTaken }
        do throws(Refusal) {
            if !overwrite, try isNameTaken(path), try fileKind(at: path) ?? .regular == .regular {
                throw exists
            }
            try requireWritable(path)
        } catch {
            throw naming(error)
        }
    }

    /// For a path that the command reads or writes already.
    var isTaken: Refusal {
        Refusal(
            .usageInvalid, "\(shownPath(path)) is already read or written by this command.",
            remedy: "Name another file with \(option).")
    }

    /// For a path where something is, and may not be replaced.
    var exists: Refusal {
        naming(Refusal(.fileExists, "\(shownPath(path)) already exists and was not overwritten."))
    }

    /// Remedies speak of the document's own option.
    func naming(_ refusal: Refusal) -> Refusal {
        refusal.code.outputAdvice(naming: option).map(refusal.advising) ?? refusal
    }
}
