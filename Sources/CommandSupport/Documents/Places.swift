import DurableFiles
import Refusals

extension CommandContext {
    /// The folder that an option names, else an environment variable, else the place that the XDG Base
    /// Directory Specification gives it.
    ///
    /// - Parameters:
    ///   - option: what was given on the command line.
    ///   - variable: such as `COUNTERSIGN_STATE`.
    ///   - base: the XDG variable, such as `XDG_STATE_HOME`, and what holds under the home folder without it.
    ///   - name: the folder's own name there.
    public func folder(
        _ option: String?, variable: String, base: (variable: String, fallback: String), name: String
    ) -> String {
        if let option { return option }
        if let set = environment[variable], !set.isEmpty { return set }
        // The specification says that a relative path is to be ignored.
        if let set = environment[base.variable], set.hasPrefix("/") { return joinedPath(set, name) }
        return joinedPath(joinedPath(homeFolder, base.fallback), name)
    }

    /// What a file holds, or with `-` standard input.
    ///
    /// - Throws: `document.too-large`, `file.not-found`, `file.is-folder`, `file.unreadable`.
    public func read(_ input: String, limit: Int = 65_536) throws(Refusal) -> [UInt8] {
        guard input == "-" else { return try readFile(input, limit: limit) }
        tellToPaste()
        return try standardInput.readAll(limit: limit)
    }

    /// The same, with a limit that depends on what the first 64 bytes say it is.
    ///
    /// - Throws: `document.too-large`, `file.not-found`, `file.is-folder`, `file.unreadable`, and what `limit`
    ///   throws.
    public func read(
        _ input: String, limit: (_ beginning: [UInt8]) throws(Refusal) -> Int
    ) throws(Refusal) -> [UInt8] {
        guard input == "-" else { return try readFile(input, limit: limit) }
        tellToPaste()
        return try standardInput.readAll(limit: limit)
    }

    /// Else it would look as if the program hung.
    private func tellToPaste() {
        guard standardInput.isTerminal else { return }
        diagnostics().note("Paste the document, then press Ctrl-D on a line of its own.")
    }

    /// Reads a document from a file, or with `-` from standard input; a refusal names the place.
    ///
    /// - Throws: what reading the input throws, and what `parse` throws.
    public func read<Document>(
        _ input: String, as parse: ([UInt8]) throws(Refusal) -> Document
    ) throws(Refusal) -> Document {
        let bytes = try read(input)
        do throws(Refusal) {
            return try parse(bytes)
        } catch {
            throw error.concerning(name(ofInput: input))
        }
    }

    /// What to call an input in a sentence.
    public func name(ofInput input: String) -> String { input == "-" ? "standard input" : input }
}
