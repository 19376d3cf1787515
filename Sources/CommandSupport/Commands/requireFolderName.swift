import ArgumentParser

/// Refuses an option that was given an empty name for a folder: it would mean the usual one.
///
/// - Throws: `ValidationError`.
package func requireFolderName(_ name: String?, option: String) throws {
    guard name == "" else { return }
    throw ValidationError("\(option) needs the name of a folder, and was given an empty one.")
}
