import Refusals

/// Where a document goes, and what is said about it: to a file, to standard output, or as QR codes. Every command of
/// both programs that makes one gives it away like this.
package struct DocumentOutput {
    /// Nil for standard output.
    private let file: String?
    /// Whether standard output was asked for by name.
    private let isStandardOutputNamed: Bool
    private let carriers: CarrierOptions
    private let force: Bool
    private let typesetter: (any PDFTypesetter)?
    private let write: (String) throws(Refusal) -> Void

    /// - Parameters:
    ///   - file: where the document goes; nil for standard output.
    ///   - isStandardOutputNamed: whether `-` was given, so that codes do not take the document's place there.
    ///   - force: whether existing pictures and pages may be replaced.
    ///   - typesetter: what sets PDF pages; nil where the program writes none.
    ///   - write: writes the document to `file`.
    package init(
        file: String?, isStandardOutputNamed: Bool, carriers: CarrierOptions, force: Bool,
        typesetter: (any PDFTypesetter)?, write: @escaping (String) throws(Refusal) -> Void
    ) {
        (self.file, self.isStandardOutputNamed) = (file, isStandardOutputNamed)
        (self.carriers, self.force, self.typesetter, self.write) = (carriers, force, typesetter, write)
    }

    /// Gives the document away. The report goes to standard output if that is free, else to standard error; as JSON it
    /// holds the document, and nothing else is written to standard output. Codes take the place of a document that
    /// would go to standard output; in the terminal they come last, so that nothing pushes them off the screen.
    ///
    /// - Parameters:
    ///   - document: what is written to standard output.
    ///   - carried: the same, where it travels as codes; asked only then.
    /// - Throws: what making codes throws, before anything is written; what writing throws.
    package func give(
        _ document: [UInt8], carried: @autoclosure () throws(Refusal) -> CarriedDocument,
        saying report: some Report, in context: CommandContext
    ) throws(Refusal) {
        guard carriers.isUsed else { return try givePlainly(document, report, in: context) }
        let codes = try carriers.codes(of: try carried(), typesetter: typesetter, in: context)
        try codes.requirePlaces(overwrite: force)
        if let file { try write(file) }
        try codes.writePictures(overwrite: force)
        let whole = codes.added(to: report)
        if context.format == .json {
            try context.show(whole, as: .json)
        } else if isStandardOutputNamed {
            try context.standardOutput.write(bytes: document)
            try context.tell(whole)
        } else {
            try codes.show(after: whole, by: carriers, in: context)
        }
    }

    private func givePlainly(
        _ document: [UInt8], _ report: some Report, in context: CommandContext
    ) throws(Refusal) {
        if let file {
            try write(file)
            try context.show(report, as: context.format)
        } else if context.format == .json {
            try context.show(report, as: .json)
        } else {
            try context.standardOutput.write(bytes: document)
            try context.tell(report)
        }
    }
}
