import Activation
import DurableFiles
import Refusals

/// What `--product` names: a product by its id, or a product file.
package enum ProductName {
    /// By its id; whether it is known is for the command to see.
    case id(ProductID)
    /// By a file's path; `-` is standard input.
    case file(String)

    /// Tells the two apart. A name with a slash is a file's. Any other can be both: `acme.shipcad` is an id, and may be the
    /// name of a file here.
    ///
    /// - Parameters:
    ///   - text: what was given.
    ///   - prefersFile: whether a file of that name goes before a product that is known; for commands to which the file
    ///     may say something new.
    ///   - isKnown: whether there is a product of this id.
    /// - Throws: what `isKnown` throws.
    package init(
        _ text: String, prefersFile: Bool, isKnown: (ProductID) throws(Refusal) -> Bool
    ) throws(Refusal) {
        guard text != "-", !text.contains("/"), let id = ProductID(text) else {
            self = .file(text)
            return
        }
        let isFile = (try? fileKind(at: text)).map { $0 != .folder } ?? false
        if isFile, prefersFile {
            self = .file(text)
        } else if try isKnown(id) {
            self = .id(id)
        } else {
            self = isFile ? .file(text) : .id(id)
        }
    }
}
