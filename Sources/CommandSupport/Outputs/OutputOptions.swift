import Activation
import ArgumentParser
import DurableFiles
import Refusals

/// The options `--out` and `--force`, for every command that makes a document.
package struct OutputOptions: ParsableArguments {
    /// The file that the document goes to.
    @Option(help: "Write the document to this file; without it, to standard output.")
    package var out: String?

    /// Whether an existing file may be replaced.
    @Flag(help: "Replace an existing file.")
    package var force = false

    /// Standard output.
    package init() {}

    /// Whether the document itself goes to standard output, so that what is said about it must not.
    package var isStandardOutput: Bool { out == nil || out == "-" }

    /// Refuses an output that could not be written, or would replace an input, before anything is done that
    /// writing would come too late for.
    ///
    /// - Parameter inputs: the files that the command reads; `-` and nil are passed over.
    /// - Throws: `usage.invalid`, `file.exists`, and what ``DurableFiles/requireWritable(_:)`` throws.
    package func requireUsable(inputs: [String?]) throws(Refusal) {
        guard let out, out != "-" else { return }
        guard !out.isEmpty else {
            throw Refusal(
                .usageInvalid, "--out names no file.", remedy: "Name a file, or leave out --out.")
        }
        for case let input? in inputs where input != "-" && isSameTarget(out, input) {
            throw Refusal(
                .usageInvalid, "\(shownPath(out)) is what the command reads; it cannot be its output too.",
                remedy: "Name another file with --out.")
        }
        if !force, try isNameTaken(out), try fileKind(at: out) ?? .regular == .regular {
            throw Refusal(.fileExists, "\(shownPath(out)) already exists and was not overwritten.")
        }
        try requireWritable(out)
    }

    /// Writes a document, or its QR codes in its place, and says what there is to say about it; see ``DocumentOutput``.
    ///
    /// - Throws: also what making codes throws, before anything is written.
    package func write(
        _ document: [UInt8], carried: CarriedDocument, by carriers: CarrierOptions,
        typesetter: (any PDFTypesetter)? = nil, saying report: some Report, in context: CommandContext
    ) throws(Refusal) {
        let output = DocumentOutput(
            file: isStandardOutput ? nil : out, isStandardOutputNamed: out == "-", carriers: carriers,
            force: force, typesetter: typesetter
        ) { (path) throws(Refusal) in
            try writeAtomically(document, to: path, mode: 0o644, overwrite: force)
        }
        try output.give(document, carried: carried, saying: report, in: context)
    }

    /// Writes a document that travels as a file only, and says what there is to say about it.
    ///
    /// - Throws: what writing throws.
    package func write(
        _ document: [UInt8], saying report: some Report, in context: CommandContext
    ) throws(Refusal) {
        if !isStandardOutput, let out {
            try writeAtomically(document, to: out, mode: 0o644, overwrite: force)
            try context.show(report, as: context.format)
        } else if context.format == .json {
            try context.show(report, as: .json)
        } else {
            try context.standardOutput.write(bytes: document)
            try context.tell(report)
        }
    }

    /// Refuses what could not be written, as ``requireUsable(inputs:)`` and ``CarrierOptions`` do, and two things that
    /// both want standard output.
    package func requireUsable(
        inputs: [String?], carriers: CarrierOptions, sizes: ClosedRange<Int>? = nil,
        typesetter: (any PDFTypesetter)? = nil, in context: CommandContext
    ) throws(Refusal) {
        try requireUsable(inputs: inputs)
        if out == "-", carriers.isShown {
            throw Refusal(
                .usageInvalid, "Standard output cannot take both the document and its QR code.",
                remedy: "Name a file with --out, or leave out --out.")
        }
        try carriers.requireUsable(
            taken: inputs + [out], force: force, sizes: sizes, typesetter: typesetter, in: context)
    }
}
