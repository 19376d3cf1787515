import Activation
import DurableFiles
import Intake
import Refusals

extension CommandContext {
    /// What a file holds, or with `-` standard input.
    ///
    /// - Throws: `document.too-large`, `file.not-found`, `file.is-folder`, `file.unreadable`.
    package func read(_ input: String, limit: Int = 65_536) throws(Refusal) -> [UInt8] {
        guard input == "-" else { return try readFile(input, limit: limit) }
        if let typed = try typedDocument() { return typed }
        return try standardInput.readAll(limit: limit)
    }

    /// The same, with a limit that depends on what the first 64 bytes say it is.
    ///
    /// - Throws: `document.too-large`, `file.not-found`, `file.is-folder`, `file.unreadable`, and what `limit`
    ///   throws.
    package func read(
        _ input: String, limit: (_ beginning: [UInt8]) throws(Refusal) -> Int
    ) throws(Refusal) -> [UInt8] {
        guard input == "-" else { return try readFile(input, limit: limit) }
        if let typed = try typedDocument() { return typed }
        return try standardInput.readAll(limit: limit)
    }

    /// What a person types; nil where standard input is no terminal.
    private func typedDocument() throws(Refusal) -> [UInt8]? {
        guard standardInput.isTerminal else { return nil }
        var prompt = DocumentPrompt(in: self)
        return try prompt.read(limit: 65_536)
    }

    /// Reads a document in whatever form it arrived, from a file, or with `-` from standard input, and tells what
    /// people should know of how it came. A refusal names the place.
    ///
    /// - Returns: the document, and the input that it was in.
    /// - Throws: what reading the input throws, and the `document.` refusals.
    package func readDocument(_ input: String) throws(Refusal) -> (document: AnyDocument, input: [UInt8]) {
        let bytes = try read(input) { (beginning) throws(Refusal) in
            if let refusal = PictureInput.refusal(beginning: beginning, input: input, next: next) {
                throw refusal.concerning(name(ofInput: input))
            }
            return 65_536
        }
        return (try document(in: bytes, from: name(ofInput: input)), bytes)
    }

    /// The same of an input that was read already.
    ///
    /// - Parameter place: what refusals begin with.
    /// - Throws: the `document.` refusals.
    package func document(in bytes: [UInt8], from place: String) throws(Refusal) -> AnyDocument {
        do throws(Refusal) {
            let (document, notes) = try AnyDocument.received(bytes)
            for note in notes { diagnostics().note(note) }
            return document
        } catch {
            throw error.concerning(place)
        }
    }

    /// Reads a document from a file, or with `-` from standard input; a refusal names the place.
    ///
    /// - Throws: what reading the input throws, and what `parse` throws.
    package func read<Document>(
        _ input: String, as parse: ([UInt8]) throws(Refusal) -> Document
    ) throws(Refusal) -> Document {
        let bytes = try read(input)
        do throws(Refusal) {
            return try parse(bytes)
        } catch {
            throw error.concerning(name(ofInput: input))
        }
    }

    /// Reads a product file in whatever form it arrived, and believes the root key that it names.
    ///
    /// - Throws: what reading the input throws, and the `document.` and `product.` refusals.
    package func readProductFile(_ input: String) throws(Refusal) -> Verified<ProductFile> {
        try read(input) { (bytes) throws(Refusal) in
            try Unverified<ProductFile>(reading: bytes).verifiedOnFirstUse()
        }
    }

    /// What to call an input in a sentence.
    package func name(ofInput input: String) -> String { input == "-" ? "standard input" : input }
}
