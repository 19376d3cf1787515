import QRCode
import Refusals
import TextForm

/// Which codes carry a document: one, or a numbered series.
struct CodePlan: Sendable {
    /// The largest version that is made: photographs of larger ones are read too seldom.
    static let largestVersion = 18
    /// What that version holds with medium error correction.
    private static let longestPrintedPart = 816
    /// The largest on a screen of 80 columns and 24 lines.
    private static let smallVersion = 5
    /// Version 13 holds the largest request without a portal's address.
    private static let largestVersionUnderPortal = 13

    /// A line above the code, and one below it for the shell's prompt.
    private static let linesBesideOne = 2
    /// A line below the code, which says what it is and asks what to do.
    private static let linesBesidePart = 1

    /// What the codes hold, in order.
    let texts: [String]
    /// Whether they are shown one after the other.
    let isSeries: Bool

    /// What their codes have at least.
    private let errorCorrection: QRCode.ErrorCorrection

    private init(_ texts: [String], isSeries: Bool, _ errorCorrection: QRCode.ErrorCorrection = .low) {
        (self.texts, self.isSeries, self.errorCorrection) = (texts, isSeries, errorCorrection)
    }

    /// - Throws: what making a code throws.
    func codes() throws(Refusal) -> [QRCode] {
        try texts.map { (text) throws(Refusal) in try QRCode(text, atLeast: errorCorrection) }
    }

    /// For pictures and scripts, which are as large as they need to be.
    ///
    /// - Throws: `code.too-large`.
    init(of document: CarriedDocument) throws(Refusal) {
        if let text = Self.single(of: document, upTo: Self.largestVersion) {
            self.init([text], isSeries: false)
        } else {
            let parts = try TextSeries.parts(
                of: document.form, longest: Self.longestPrintedPart, portal: nil)
            // Paper is folded and soiled, and of a series no part may be missing.
            self.init(parts, isSeries: true, .medium)
        }
    }

    /// For pictures of several smaller codes, none larger than the smallest usual screen shows if that will do.
    ///
    /// - Throws: `code.too-large`.
    init(inPartsOf document: CarriedDocument) throws(Refusal) {
        if let text = Self.single(of: document, upTo: Self.smallVersion) {
            self.init([text], isSeries: false)
            return
        }
        let parts = (Self.smallVersion...Self.largestVersion).lazy.compactMap { version in
            try? TextSeries.parts(
                of: document.form, longest: QRCapacity.characters(version: version), portal: nil)
        }
        guard let first = parts.first else { throw Refusal(.codeTooLarge) }
        self.init(first, isSeries: true)
    }

    /// For a screen.
    ///
    /// - Parameter inParts: whether a series is wanted where one code does not fit.
    /// - Throws: `terminal.too-small`, `code.too-large`.
    init(of document: CarriedDocument, on screen: CodeScreen, inParts: Bool) throws(Refusal) {
        // Parts that are not for this screen are for the smallest that is usual.
        let screen = inParts && screen.size == nil ? screen.ofUsualSize : screen
        if let largest = screen.largestVersion(beside: Self.linesBesideOne),
            let text = Self.single(of: document, upTo: largest)
        {
            self.init([text], isSeries: false)
            return
        }
        // A document that fits no single code is shown in parts without being asked.
        let needed = QRCapacity.version(characters: document.form.text.utf8.count)
        if !inParts, let needed, needed <= Self.largestVersion {
            throw screen.tooSmall(for: needed, beside: Self.linesBesideOne, document)
        }
        self.init(try Self.parts(of: document, on: screen), isSeries: true)
    }

    private static func parts(
        of document: CarriedDocument, on screen: CodeScreen
    ) throws(Refusal) -> [String] {
        guard let version = screen.largestVersion(beside: linesBesidePart) else {
            throw screen.tooSmall(for: 1, beside: linesBesidePart, nil)
        }
        do throws(Refusal) {
            return try TextSeries.parts(
                of: document.form, longest: QRCapacity.characters(version: version), portal: nil)
        } catch {
            guard error.code == .codeTooLarge,
                let enough = (version...largestVersion).dropFirst().first(where: { larger in
                    let longest = QRCapacity.characters(version: larger)
                    return (try? TextSeries.parts(of: document.form, longest: longest, portal: nil)) != nil
                })
            else { throw error }
            throw screen.tooSmall(for: enough, beside: linesBesidePart, nil)
        }
    }

    /// Whether the screen could show the document in parts.
    static func canShowParts(of document: CarriedDocument, on screen: CodeScreen) -> Bool {
        (try? parts(of: document, on: screen)) != nil
    }

    /// The document's text if one code of at most this version holds it: under the portal, unless that alone
    /// would make the code larger than a telephone reads off a screen with ease.
    private static func single(of document: CarriedDocument, upTo version: Int) -> String? {
        if let portal = document.portal {
            let text = document.form.text(under: portal)
            let most = QRCapacity.characters(version: min(version, largestVersionUnderPortal))
            if text.utf8.count <= most { return text }
        }
        let text = document.form.text
        return text.utf8.count <= QRCapacity.characters(version: version) ? text : nil
    }
}

extension CodeScreen {
    /// The screen that every terminal has been able to show since the VT100.
    fileprivate var ofUsualSize: CodeScreen {
        CodeScreen(drawing: drawing, size: Size(columns: 80, rows: 24), canMove: canMove)
    }

    /// - Parameter document: what could be shown in parts instead; nil where it is to be already.
    fileprivate func tooSmall(
        for version: Int, beside lines: Int, _ document: CarriedDocument?
    ) -> Refusal {
        let side = 17 + 4 * version
        let size = size ?? Size(columns: 80, rows: 24)
        var ways = ["make the window larger or the font smaller"]
        if let document, CodePlan.canShowParts(of: document, on: self) {
            ways.append("add --qr-parts for several smaller codes, one after the other")
        } else if drawing.shape == .wideCells {
            ways.append("use a UTF-8 terminal (or add --no-qr-ascii), where codes take half as many lines")
        }
        ways.append("write a picture with --qr-image FILE.png, or a page to print with --sheet FILE.html")
        let remedy = ways.dropLast().joined(separator: "; ") + "; or " + (ways.last ?? "") + "."
        return Refusal(
            .terminalTooSmall,
            "The QR code takes \(drawing.columns(side: side)) columns and \(drawing.rows(side: side) + lines) lines, "
                + "with the text beside it; the terminal has \(size.columns) columns and \(size.rows) lines.",
            remedy: remedy.prefix(1).uppercased() + remedy.dropFirst())
    }
}
