import Activation
import ArgumentParser
import QRCode
import Refusals
import TextForm

/// The options that show a document as QR codes, for every command that makes or shows one.
package struct CarrierOptions: ParsableArguments {
    /// Whether the document is shown as a code.
    @Flag(help: "Show it as a QR code in the terminal.")
    package var qr = false

    /// Whether it is shown in several smaller codes.
    @Flag(
        help: """
            If one QR code does not fit the screen, show several smaller ones in turn. With --qr-image, write \
            several smaller ones.
            """)
    package var qrParts = false

    /// Whether ASCII alone is drawn with; nil to find out.
    @Flag(
        inversion: .prefixedNo,
        help: ArgumentHelp(
            "Draw the QR code with ASCII only, or with half blocks.",
            discussion:
                "Default: half blocks if the locale has UTF-8 and the terminal is not a VT100 or VT220."))
    package var qrAscii: Bool?

    /// What the terminal writes on.
    @Option(
        help: ArgumentHelp(
            "The terminal's background, dark or light, if the program cannot set colours.",
            discussion: "For example with NO_COLOR, or in a file. Default: dark."))
    package var qrBackground: TerminalDrawing.Background?

    /// The picture that the code goes to.
    @Option(
        help: ArgumentHelp(
            "Write the QR code to this picture, named .png or .svg; several codes become FILE-1.png and so on.",
            valueName: "file"))
    package var qrImage: String?

    /// The page that is printed.
    @Option(
        help: ArgumentHelp(
            "Write a page to print: the code, the same text to type, what it says in words, and places to sign.",
            discussion: "Named .html; countersign-responder also writes .pdf.", valueName: "file"))
    package var sheet: String?

    /// No codes.
    package init() {}

    /// Whether codes are shown in the terminal.
    package var isShown: Bool { qr || qrParts || qrAscii != nil || qrBackground != nil }

    /// Whether the document travels in any of these ways, so that it need not be printed as well.
    package var isUsed: Bool { isShown || qrImage != nil || sheet != nil }

    /// Refuses what could not be shown or written, before anything is done that this would come too late for.
    ///
    /// - Parameters:
    ///   - taken: the files that the command reads or writes; `-` and nil are passed over.
    ///   - force: whether existing files may be replaced.
    ///   - isRepeatable: whether a picture may be there already, because the command may have been given before.
    ///   - sizes: how many bytes the document may have, where a screen that is too small for the smallest, or another
    ///     picture's name, is to be refused at once.
    ///   - typesetter: what sets PDF pages; nil where the program writes none.
    /// - Throws: `usage.invalid`, `file.exists`, `code.unavailable`, `terminal.too-small`, and what
    ///   ``DurableFiles/requireWritable(_:)`` throws.
    package func requireUsable(
        taken: [String?], force: Bool, isRepeatable: Bool = false, sizes: ClosedRange<Int>? = nil,
        typesetter: (any PDFTypesetter)? = nil, in context: CommandContext
    ) throws(Refusal) {
        guard isUsed else { return }
        if let qrImage {
            try CodePicture(qrImage).requireUsable(
                taken: taken.compactMap { $0 }, overwrite: force || isRepeatable,
                mostParts: sizes.map(mostPictures) ?? 1)
        }
        if let sheet {
            try SheetFile(sheet, typesetter: typesetter, programName: context.programName).requireUsable(
                taken: (taken + [qrImage]).compactMap { $0 }, overwrite: force)
        }
        try CodeLibrary.encoder.requireInstalled()
        guard isShown, context.format == .text, let sizes else { return }
        try requireRoom(for: sizes, on: screen(of: context))
    }

    /// How many pictures a document of such a size may take.
    private func mostPictures(for sizes: ClosedRange<Int>) -> Int {
        let largest = CarriedDocument(
            kind: .request, bytes: [UInt8](repeating: 0, count: sizes.upperBound), title: "")
        let plan = qrParts ? try? CodePlan(inPartsOf: largest) : try? CodePlan(of: largest)
        return plan?.texts.count ?? TextSeries.mostParts
    }

    private func requireRoom(for sizes: ClosedRange<Int>, on screen: CodeScreen) throws(Refusal) {
        let documents = [sizes.lowerBound, sizes.upperBound].map { size in
            CarriedDocument(kind: .request, bytes: [UInt8](repeating: 0, count: size), title: "")
        }
        do throws(Refusal) {
            _ = try CodePlan(of: documents[0], on: screen, inParts: qrParts)
        } catch {
            // What is said is what helps in every case.
            _ = try CodePlan(of: documents[1], on: screen, inParts: qrParts)
            throw error
        }
    }

    /// The codes of a document, ready to be shown and written.
    ///
    /// - Parameter typesetter: what sets PDF pages; nil where the program writes none.
    /// - Throws: `terminal.too-small`, `code.too-large`, `code.unavailable`.
    package func codes(
        of document: CarriedDocument, typesetter: (any PDFTypesetter)? = nil, in context: CommandContext
    ) throws(Refusal) -> CarriedCodes {
        var codes = CarriedCodes(document: document)
        if isShown, context.format == .text {
            let screen = screen(of: context)
            codes.screen = screen
            codes.shown = try CodePlan(of: document, on: screen, inParts: qrParts)
        } else if isShown {
            codes.shown = qrParts ? try CodePlan(inPartsOf: document) : try CodePlan(of: document)
        }
        if let qrImage { try codes.prepare(try CodePicture(qrImage), inParts: qrParts) }
        if let sheet {
            let file = try SheetFile(sheet, typesetter: typesetter, programName: context.programName)
            try codes.prepare(file, in: context)
        }
        return codes
    }

    private func screen(of context: CommandContext) -> CodeScreen {
        CodeScreen(of: context, isASCII: qrAscii, background: qrBackground ?? .dark)
    }
}

extension TerminalDrawing.Background: ExpressibleByArgument {}
