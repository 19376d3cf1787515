/// The text of a code that a machine scanned: exactly as it was drawn, or not ours.
///
/// In contrast to `ReceivedText` in `Intake`, nothing is taken as meant, so it is cheap, and a misreading never passes: the
/// checksum is compared. For choosing among the texts that a reader of pictures tries.
package struct ScannedText: Hashable, Sendable {
    /// The code's text.
    package let text: String
    /// What the document is.
    package var kind: TextKind { head.kind }
    /// Whether it is a part of a series.
    package var isPart: Bool { head.part != nil }

    private let head: TextHead
    /// The document, or the part with the identifier of its series before it.
    private let bytes: [UInt8]

    /// Nil unless it is a whole text form, or a whole part of one, under whatever portal.
    package init?(_ text: String) {
        guard text.utf8.count <= Self.longest, let slash = text.lastIndex(of: "/") else { return nil }
        let front = text[..<slash]
        let data = String(text[slash...].dropFirst())
        guard let headStart = front.lastIndex(where: { $0 == "/" || $0 == ":" }),
            Self.isStart(front[...headStart]), let head = TextHead(front[headStart...].dropFirst()),
            let symbols = CrockfordBase32.values(in: data), CrockfordBase32.text(of: symbols) == data,
            let bytes = TextData.bytes(of: symbols, head: head)
        else { return nil }
        guard head.part == nil || bytes.count > TextSeries.identifierSize else { return nil }
        (self.text, self.head, self.bytes) = (text, head, bytes)
    }

    /// What all parts of a series have in common, and nothing else has; nil for a whole document.
    package var series: SeriesName? {
        head.part.map {
            SeriesName(
                kind: kind, count: $0.count, identifier: Array(bytes.prefix(TextSeries.identifierSize)))
        }
    }

    /// Whether it says the same as another, be it under another portal.
    package func isSame(as other: ScannedText) -> Bool { head == other.head && bytes == other.bytes }

    /// Which series a part belongs to.
    package struct SeriesName: Hashable, Sendable {
        private let kind: TextKind
        private let count: Int
        private let identifier: [UInt8]

        fileprivate init(kind: TextKind, count: Int, identifier: [UInt8]) {
            (self.kind, self.count, self.identifier) = (kind, count, identifier)
        }
    }

    /// The most characters that a code holds.
    private static let longest = 4_296

    private static func isStart(_ start: Substring) -> Bool {
        start == TextForm.prefix[...] || (start.hasPrefix("HTTPS://") && start.hasSuffix("/"))
    }
}
