import Refusals
import TextForm

/// What one beginning of a text form turned out to be.
enum FormReading {
    /// All checks hold.
    case whole(TextHead, bytes: [UInt8])
    /// Not all do. Why, if it has the look of a text form at all, takes longer to find out.
    case failed(() -> Refusal?)

    /// Reads what follows a head.
    static func reading(_ found: FoundHead, in text: [Unicode.Scalar]) -> FormReading {
        let data = text[found.data]
        if let head = found.head {
            for symbols in candidates(data) {
                guard let end = FormEnd(of: symbols, head: found.text) else { continue }
                return .whole(head, bytes: end.bytes)
            }
        }
        return .failed { refusal(of: data, after: found) }
    }

    /// Reads a text of which the head is missing: groups from paper.
    static func headless(_ text: [Unicode.Scalar]) -> FormReading {
        let numbered = NumberedGroups.symbols(in: text[...])
        let data = text.lastIndex(of: "/").map { text[($0 + 1)...] } ?? text[...]
        let candidates = (numbered.map { [$0] } ?? []) + (looksLikeData(data) ? candidates(data) : [])
        for symbols in candidates {
            if let form = form(symbols) { return .whole(TextHead(kind: form.kind), bytes: form.bytes) }
        }
        return .failed {
            guard let diagnosis = diagnosis(of: candidates), diagnosis.isPlausible else { return nil }
            return diagnosis.refusal(under: TextKind.allCases.map { TextHead(kind: $0) })
        }
    }

    private static func refusal(of data: ArraySlice<Unicode.Scalar>, after found: FoundHead) -> Refusal? {
        let all = candidates(data)
        if found.head == nil, all.contains(where: { FormEnd(of: $0, head: found.text) != nil }) {
            return Refusal(
                .documentFromNewerVersion,
                "The text says '\(found.text)' before the slash, which this program does not know.")
        }
        if let refusal = otherHead(found, candidates: all) { return refusal }
        let lines = DataExtent.trim(data)
        guard !lines.allSatisfy({ $0.isBlank || $0.isLineBreak }) else {
            return found.head == nil ? nil : Refusal(.documentTruncated, "The text ends at the slash.")
        }
        guard let diagnosis = diagnosis(of: candidates(lines)) else { return nil }
        // Behind any address may stand anything.
        let isMeant = found.head != nil && (!found.isAddress || diagnosis.isBegun)
        guard isMeant || diagnosis.isPlausible else { return nil }
        return diagnosis.refusal(of: found.head?.place ?? "", under: found.head.map { [$0] } ?? [])
    }

    /// The document whose data this is, whatever its kind.
    static func form(_ symbols: [TypedSymbol]) -> TextForm? {
        for kind in TextKind.allCases {
            let head = TextHead(kind: kind)
            if let end = FormEnd(of: symbols, head: head.text) {
                return TextForm(kind: kind, bytes: end.bytes)
            }
        }
        return nil
    }

    /// The ways in which data can be read, the plainest first.
    private static func candidates(_ data: ArraySlice<Unicode.Scalar>) -> [[TypedSymbol]] {
        let plain = TypedSymbol.symbols(in: data)
        let bare = TypedSymbol.symbols(in: data, bareNumbers: true)
        return [plain] + (bare == plain ? [] : [bare]) + (NumberedGroups.symbols(in: data).map { [$0] } ?? [])
    }

    /// The reading with the fewest faults.
    private static func diagnosis(of candidates: [[TypedSymbol]]) -> Diagnosis? {
        candidates.map { Diagnosis($0) }.min { $0.faults.count < $1.faults.count }
    }

    /// The refusal of data that is whole under another head than the one before it.
    private static func otherHead(_ found: FoundHead, candidates: [[TypedSymbol]]) -> Refusal? {
        let part = found.text.dropFirst()
        let heads =
            TextKind.allCases.map { "\($0.rawValue)\(part)" } + TextKind.allCases.map { "\($0.rawValue)" }
        for head in heads where head != found.text {
            guard candidates.contains(where: { FormEnd(of: $0, head: head) != nil }) else { continue }
            return .otherHead(found.text, than: head)
        }
        return nil
    }

    /// Whether nearly everything in it could be data, and there is enough of it.
    private static func looksLikeData(_ text: ArraySlice<Unicode.Scalar>) -> Bool {
        let symbols = TypedSymbol.symbols(in: text)
        let foreign = symbols.count { $0.value == nil }
        return symbols.count >= 3 * GroupCheck.groupSymbols && foreign * 8 <= symbols.count
    }
}

extension TextHead {
    /// Which part of a series, for the beginning of a sentence: `Part 2 of 5: `; empty if it is whole.
    var place: String { part.map { "Part \($0.number) of \($0.count): " } ?? "" }
}

extension Refusal {
    /// Of a text that says one letter before the slash, and is whole under another.
    static func otherHead(_ said: String, than head: String) -> Refusal {
        Refusal(
            .documentMistyped,
            "The text says '\(said)' before the slash; all that follows belongs to '\(head)'.",
            remedy: "Compare the text before the slash with the original.")
    }
}
