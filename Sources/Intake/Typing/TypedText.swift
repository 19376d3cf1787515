import Refusals
import TextForm

/// A text form that is typed at a prompt, line by line: each line is judged at once, and what is wrong can be
/// typed again.
///
/// A line is one group, several, or a part of one; with its printed number or without; or everything at once, as a
/// scanner types it. How many groups there are is not known beforehand: the text is whole when all its checks hold.
package struct TypedText: Sendable {
    /// The document, once it is whole.
    package internal(set) var document: ReceivedDocument?

    var slots: [Slot] = []
    /// The groups that are still to be compared, the likeliest wrong ones first: all fit, and not together.
    var doubts: [Int] = []
    /// What was last taken for the beginning of a group.
    var lastPiece: (group: Int, values: [UInt8])?
    /// The group that the last line began: only the line after it is the rest of that group, wherever the group is.
    var recent: Int?
    /// What was taken out of a place because the same stands in another.
    var doubted: [Int: [UInt8]] = [:]
    /// How often nothing was typed where a group could be.
    private var blanks = 0
    private(set) var head: TextHead?
    private var series = SeriesCollector()
    /// Everything typed so far, for what can be understood only together.
    private var heard: [Unicode.Scalar] = []

    /// Nothing typed yet.
    package init() {}

    /// The groups so far, as they were typed; empty where one is missing.
    package var groups: [String] { slots.map(\.typed) }

    /// The groups that fit, as they were typed, by their numbers.
    package var right: [Int: String] {
        Dictionary(
            uniqueKeysWithValues: slots.indices.filter { slots[$0].fits }.map { ($0 + 1, slots[$0].typed) })
    }

    /// The number of the group that is to be typed next: the one that the last line began; or the first that is wrong
    /// or missing, or the one after all; or the first that is to be compared.
    package var firstOpen: Int { doubts.first ?? recent ?? open }

    /// Whether there is a part of a group.
    package var isBegun: Bool { slots.contains(where: \.isBegun) }

    /// The group that is to be compared, as it was typed; nil unless all groups fit one by one and not together.
    package var compared: String? { doubts.first.map { slots[$0 - 1].typed } }

    /// The first that is wrong or missing, or the one after all.
    var open: Int { (slots.firstIndex { !$0.fits } ?? slots.count) + 1 }

    /// Takes a line, or several with line breaks between them. An empty one changes nothing: see ``enter()``.
    ///
    /// - Returns: what became of each group in it, in their order.
    package mutating func feed(_ line: String) -> [Event] {
        let events = taken(line)
        recent = events.lazy.compactMap(\.begunGroup).last ?? (events.isEmpty ? recent : nil)
        return events
    }

    private mutating func taken(_ line: String) -> [Event] {
        guard document == nil else { return [] }
        let text = Array(line.unicodeScalars)
        guard heard.count + text.count < ReceivedText.maximumInput else {
            return [.refused(Refusal(.documentTooLarge))]
        }
        heard += text + ["\n"]
        blanks = 0
        let plain = ForeignLinks.blanked(text)
        let heads = FoundHead.all(in: plain)
        if !heads.isEmpty { return settled(feed(plain, after: heads)) }
        let symbols = TypedSymbol.symbols(in: plain[...], bareNumbers: slots.count > 0)
        if symbols.contains(where: { $0.value == nil }), undoKeyboard() { return [] }
        return settled(take(symbols))
    }

    /// Takes Enter with nothing typed: a group that is to be compared is as it was; one that is only begun is
    /// dropped; and where all groups fit, the second time, there are no more.
    ///
    /// - Returns: what that changes; nothing, if the next group is still awaited.
    package mutating func enter() -> [Event] {
        guard document == nil else { return [] }
        recent = nil
        if let group = doubts.first { return settled([confirm(group)]) }
        let begun = slots.indices.filter { slots[$0].isBegun }
        for index in begun { slots[index] = Slot() }
        trim()
        guard begun.isEmpty else { return begun.map { .dropped(group: $0 + 1) } }
        let groups = open - 1
        guard groups > 0 else { return [] }
        blanks += 1
        guard blanks >= blanksForEnd(after: groups) else {
            return blanks > 1 || groups == slots.count ? [.awaited(after: groups)] : []
        }
        slots.removeLast(slots.count - groups)
        return compareAll()
    }

    /// How often nothing must be typed for there to be no more groups: the more, the less likely that is.
    private func blanksForEnd(after groups: Int) -> Int {
        guard groups < slots.count else { return 2 }
        return switch TextExtent(slots.prefix(groups).flatMap { $0.values ?? [] }) {
        case .whole, .possible: 3
        case .cutOff, .impossible: 5
        }
    }

    /// The document.
    ///
    /// - Throws: `document.mistyped`, naming what is wrong or missing; `document.incomplete` if parts of a series
    ///   are; `document.truncated` if nothing was typed.
    package func whole() throws(Refusal) -> ReceivedDocument {
        if let document { return document }
        if slots.isEmpty, let refusal = series.refusal { throw refusal }
        guard !slots.isEmpty else { throw Refusal(.documentTruncated, "No group was typed.") }
        let faults = slots.enumerated().compactMap { index, slot in slot.fault(number: index + 1) }
        let values = slots.flatMap { $0.values ?? [] }
        if faults.isEmpty, case .cutOff(let missing) = TextExtent(values) {
            throw .cutOff(after: slots.count, missing: missing)
        }
        let suspects = faults.isEmpty ? HiddenErrors(in: values, heads: heads).groups : []
        throw Diagnosis.refusal(faults, of: slots.count, suspects: suspects)
    }

    // MARK: Lines that begin like a text form

    private mutating func feed(_ text: [Unicode.Scalar], after heads: [FoundHead]) -> [Event] {
        var events: [Event] = []
        for found in heads {
            switch FormReading.reading(found, in: text) {
            case .whole(let head, let bytes): events += take(head, bytes)
            case .failed:
                guard let head = found.head, head.part == nil else {
                    events.append(.refused(Refusal(.documentMistyped)))
                    continue
                }
                self.head = head
                events += begin(with: TypedSymbol.symbols(in: text[found.data]))
            }
        }
        return events
    }

    private mutating func take(_ head: TextHead, _ bytes: [UInt8]) -> [Event] {
        guard let part = head.part else {
            document = document ?? ReceivedDocument(kind: head.kind, bytes: bytes)
            return []
        }
        do throws(Refusal) {
            if let form = try series.add(part, kind: head.kind, bytes: bytes) {
                document = document ?? ReceivedDocument(kind: form.kind, bytes: form.bytes)
            }
            return [.part(number: part.number, count: part.count)]
        } catch {
            return [.refused(error)]
        }
    }

    private mutating func undoKeyboard() -> Bool {
        document = KeyboardUndoing(heard).documents.first
        return document != nil
    }
}

extension TypedText {
    /// What became of what was typed.
    package enum Event: Hashable, Sendable {
        /// The group of this number fits.
        case accepted(group: Int)
        /// The group that was accepted as this number was typed once more.
        case repeated(group: Int)
        /// A group does not fit, or is not there.
        case wrong(GroupFault)
        /// So many characters of the group are there so far; the rest is awaited.
        case begun(group: Int, characters: Int)
        /// What was there of a group that was only begun is dropped.
        case dropped(group: Int)
        /// The same was typed as two groups, fits both, and is likelier the second: the first is to be typed again.
        case doubted(group: Int, sameAs: Int)
        /// So many groups fit one by one and not together. They are gone through again, the likeliest ones first.
        case apart(groups: Int, likeliest: [Int])
        /// A group that was to be compared is as it was.
        case confirmed(group: Int)
        /// All groups so far fit. If the text has no more, so many do not fit together.
        case awaited(after: Int)
        /// A part of a series is whole.
        case part(number: Int, count: Int)
        /// It cannot be part of a text form.
        case refused(Refusal)

        /// The group of which only the beginning is there.
        fileprivate var begunGroup: Int? {
            if case .begun(let group, _) = self { group } else { nil }
        }
    }
}

extension TypedText {
    /// The place of one group.
    struct Slot: Sendable {
        private(set) var symbols: [TypedSymbol] = []
        private(set) var fits = false
        /// Whether it is not all there yet.
        private(set) var isBegun = false
        /// Whether it came without a number and out of its turn: it fits here, and may be a wrong one of the turn.
        var isGuess = false
        /// Whether it was typed again where it was doubted, or looked at, and was the same.
        var isCertain = false

        /// Fewer characters than this are a group that goes on in the next line; more are one that is wrong.
        private static let mostBegun = 7

        init() {}

        init(_ symbols: [TypedSymbol], fits: Bool) {
            (self.symbols, self.fits) = (symbols, fits)
        }

        var isShort: Bool { symbols.count < GroupCheck.groupSymbols }

        /// The values of its symbols; nil if one has none.
        var values: [UInt8]? {
            let values = symbols.compactMap(\.value)
            return values.count == symbols.count ? values : nil
        }

        /// Takes a short group for the beginning of one.
        ///
        /// - Parameter isWrapped: whether it ends a line of several groups, which may be cut anywhere.
        mutating func begin(isWrapped: Bool) {
            fits = false
            isBegun =
                isShort && !symbols.isEmpty && values != nil && (isWrapped || symbols.count <= Self.mostBegun)
        }

        /// As it was typed, in capitals and with a dash in the middle.
        var typed: String { FaultFinder.typed(symbols[...]) }

        func fault(number: Int) -> GroupFault? {
            guard !fits else { return nil }
            guard !symbols.isEmpty else { return GroupFault(number: number, typed: "", finding: .leftOut) }
            let missing = GroupCheck.groupSymbols - symbols.count
            let foreign = FaultFinder.foreign(symbols[...])
            let finding: GroupFault.Finding =
                if !foreign.isEmpty {
                    .foreign(foreign)
                } else if missing > 0 {
                    .tooFew(missing)
                } else {
                    missing < 0 ? .tooMany(-missing) : .wrong
                }
            return GroupFault(number: number, typed: typed, finding: finding)
        }
    }
}
