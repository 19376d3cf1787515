/// A document as a text to be scanned, typed or pasted: `COUNTERSIGN:R/…`, or an address under the vendor's
/// portal. See "The text form" in `docs/formats.md`.
///
/// Every character is one of QR's alphanumeric mode (ISO/IEC 18004, table 5).
package struct TextForm: Hashable, Sendable {
    /// What the bytes are.
    package let kind: TextKind
    /// The document.
    package let bytes: [UInt8]

    /// What stands before the letter where there is no portal.
    package static let prefix = "COUNTERSIGN:"

    /// The text form of a document.
    package init(kind: TextKind, bytes: [UInt8]) {
        (self.kind, self.bytes) = (kind, bytes)
    }

    /// The document in a text that is exactly as ``text`` writes it; nil if anything in it is otherwise.
    /// `ReceivedText` in `Intake` reads what people and programs make of it.
    package init?(exactly text: String) {
        guard text.hasPrefix(Self.prefix) else { return nil }
        let rest = text.dropFirst(Self.prefix.count)
        guard let slash = rest.firstIndex(of: "/"), let head = TextHead(rest[..<slash]), head.part == nil,
            let symbols = CrockfordBase32.values(in: String(rest[slash...].dropFirst())),
            let bytes = TextData.bytes(of: symbols, head: head)
        else { return nil }
        self.init(kind: head.kind, bytes: bytes)
        guard self.text == text else { return nil }
    }

    /// The text: `COUNTERSIGN:`, the kind's letter, a slash, the data.
    package var text: String { Self.text(head: head, bytes: bytes, portal: nil) }

    /// The text as an address under a portal, which a telephone's camera opens.
    package func text(under portal: Portal) -> String {
        Self.text(head: head, bytes: bytes, portal: portal)
    }

    /// The data in groups of ten symbols, the last one shorter, each with a dash in the middle: `ABCDE-FGHJK`.
    /// For paper, together with their numbers: ``numberedGroups``.
    package var groups: [String] { Self.groups(of: TextData.symbols(of: bytes, head: head)) }

    /// The groups as they are printed, each with its number, a full stop and a space before it, so that they are
    /// read back in whatever order: `07. ABCDE-FGHJK`.
    package var numberedGroups: [String] {
        let groups = groups
        let width = max(2, String(groups.count).count)
        return zip(1..., groups).map { number, group in
            let digits = String(number)
            return "\(String(repeating: "0", count: width - digits.count))\(digits). \(group)"
        }
    }

    private var head: TextHead { TextHead(kind: kind) }

    package static func text(head: TextHead, bytes: [UInt8], portal: Portal?) -> String {
        let data = CrockfordBase32.text(of: TextData.symbols(of: bytes, head: head))
        return "\(start(portal))\(head.text)/\(data)"
    }

    /// Everything before the head.
    static func start(_ portal: Portal?) -> String { portal.map { "\($0.address)/" } ?? prefix }

    package static func groups(of symbols: [UInt8]) -> [String] {
        stride(from: 0, to: symbols.count, by: GroupCheck.groupSymbols).map { start in
            shown(symbols[start..<min(start + GroupCheck.groupSymbols, symbols.count)])
        }
    }

    private static func shown(_ group: ArraySlice<UInt8>) -> String {
        let half = GroupCheck.groupSymbols / 2
        return [group.prefix(half), group.dropFirst(half)].filter { !$0.isEmpty }
            .map { CrockfordBase32.text(of: $0) }.joined(separator: "-")
    }
}
