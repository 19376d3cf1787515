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
            throw Refusal(.fileExists, "\(shownPath(out)) is already there and was not overwritten.")
        }
        try requireWritable(out)
    }

    /// Writes a document, and says what there is to say about it: beside the document on standard output if
    /// that went to a file, else on standard error. As JSON, the report holds the document, and nothing else is
    /// written to standard output.
    ///
    /// - Throws: what writing throws.
    package func write(
        _ document: [UInt8], saying report: some Report, as format: OutputFormat, in context: CommandContext
    ) throws(Refusal) {
        if let out, out != "-" {
            try writeAtomically(document, to: out, mode: 0o644, overwrite: force)
            try context.show(report, as: format)
        } else if format == .json {
            try context.show(report, as: .json)
        } else {
            try context.standardOutput.write(bytes: document)
            try context.tell(report)
        }
    }

    /// The same for a document that may travel as QR codes. With those and without `--out`, the codes take the place
    /// of the document; with codes in the terminal the report goes to standard error, and the codes come last, so that
    /// nothing pushes them off the screen.
    ///
    /// - Throws: also what making codes throws, before anything is written.
    package func write(
        _ document: [UInt8], carried: CarriedDocument, by carriers: CarrierOptions,
        saying report: some Report,
        as format: OutputFormat, in context: CommandContext
    ) throws(Refusal) {
        guard carriers.isUsed else { return try write(document, saying: report, as: format, in: context) }
        let codes = try carriers.codes(of: carried, in: context)
        if let out, out != "-" {
            try writeAtomically(document, to: out, mode: 0o644, overwrite: force)
        }
        try codes.writePictures(overwrite: force)
        let whole = codes.added(to: report)
        if format == .json {
            try context.show(whole, as: .json)
        } else if out == "-" {
            try context.standardOutput.write(bytes: document)
            try context.tell(whole)
        } else {
            try codes.show(after: whole, by: carriers, in: context)
        }
    }

    /// Refuses what could not be written, as ``requireUsable(inputs:)`` and ``CarrierOptions`` do, and two things that
    /// both want standard output.
    package func requireUsable(
        inputs: [String?], carriers: CarrierOptions, sizes: ClosedRange<Int>? = nil,
        in context: CommandContext
    ) throws(Refusal) {
        try requireUsable(inputs: inputs)
        if out == "-", carriers.isShown {
            throw Refusal(
                .usageInvalid, "Standard output cannot take both the document and its QR code.",
                remedy: "Name a file with --out, or leave out --out.")
        }
        try carriers.requireUsable(taken: inputs + [out], force: force, sizes: sizes, in: context)
    }
}

extension CommandContext {
    /// Shows a report, as text, on standard error.
    ///
    /// - Throws: what writing throws.
    package func tell(_ report: some Report) throws(Refusal) {
        var text = TextReport(style: style(of: .error))
        report.render(into: &text)
        try standardError.write(text.rendered)
    }
}
