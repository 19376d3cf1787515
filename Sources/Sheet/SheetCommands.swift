/// What a reader of a sheet types at the site: whole command lines, as the program that makes the sheet
/// has them. The names of files are theirs to fill in.
package struct SheetCommands: Hashable, Sendable {
    /// Makes a request.
    package let request: String
    /// Installs a document from a file.
    package let install: String
    /// Installs a document that is scanned or typed.
    package let installTyped: String
    /// Installs what is told by telephone.
    package let installTold: String
    /// Shows what came of it.
    package let status: String
    /// Shows all that a document says.
    package let inspect: String

    /// Command lines, each short enough for a line of the page: about 50 characters.
    package init(
        request: String, install: String, installTyped: String, installTold: String, status: String,
        inspect: String
    ) {
        self.request = request
        self.install = install
        self.installTyped = installTyped
        self.installTold = installTold
        self.status = status
        self.inspect = inspect
    }
}
