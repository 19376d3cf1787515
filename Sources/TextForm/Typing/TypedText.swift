import Refusals

/// A text form that is typed at a prompt, line by line: each line is judged at once, and what is wrong can be
/// typed again.
///
/// A line is one group, several, or a part of one; with its printed number or without; or everything at once, as a
/// scanner types it. How many groups there are is not known beforehand: the text is whole when all its checks hold.
public struct TypedText: Sendable {
    /// What became of what was typed.
    public enum Event: Hashable, Sendable {
        /// The group of this number fits.
        case accepted(group: Int)
        /// The group that was accepted as this number was typed once more.
        case repeated(group: Int)
        /// A group does not fit, or is not there.
        case wrong(GroupFault)
        /// So many characters of the group are there so far; the rest is awaited.
        case begun(group: Int, characters: Int)
        /// A part of a series is whole.
        case part(number: Int, count: Int)
        /// It cannot be part of a text form.
        case refused(Refusal)
    }

    /// The document, once it is whole.
    public private(set) var document: ReceivedDocument?

    private var slots: [Slot] = []
    private var head: TextHead?
    private var series = SeriesCollector()
    /// Everything typed so far, for what can be understood only together.
    private var heard: [Unicode.Scalar] = []

    /// Nothing typed yet.
    public init() {}

    /// The groups so far, as they were typed; empty where one is missing.
    public var groups: [String] { slots.map(\.typed) }

    /// The number of the group that is to be typed next: the first that is wrong or missing, or the one after all.
    public var firstOpen: Int { (slots.firstIndex { !$0.fits } ?? slots.count) + 1 }

    /// Takes a line. An empty one changes nothing: whether it means the end is the caller's business.
    ///
    /// - Returns: what became of each group in it, in their order.
    public mutating func feed(_ line: String) -> [Event] {
        guard document == nil else { return [] }
        let text = Array(line.unicodeScalars)
        guard heard.count + text.count < ReceivedText.maximumInput else {
            return [.refused(Refusal(.documentTooLarge))]
        }
        heard += text + ["\n"]
        let heads = FoundHead.all(in: text)
        if !heads.isEmpty { return feed(text, after: heads) }
        let symbols = TypedSymbol.symbols(in: text[...], bareNumbers: slots.count > 0)
        if symbols.contains(where: { $0.value == nil }), undoKeyboard() { return [] }
        return take(symbols)
    }

    /// The document.
    ///
    /// - Throws: `document.mistyped`, naming what is wrong or missing; `document.incomplete` if parts of a series
    ///   are; `document.truncated` if nothing was typed.
    public func whole() throws(Refusal) -> ReceivedDocument {
        if let document { return document }
        if slots.isEmpty, let refusal = series.refusal { throw refusal }
        guard !slots.isEmpty else { throw Refusal(.documentTruncated, "No group was typed.") }
        let faults = slots.enumerated().compactMap { index, slot in slot.fault(number: index + 1) }
        throw Diagnosis.refusal(faults, of: slots.count)
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
                events += take(TypedSymbol.symbols(in: text[found.data]))
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

    // MARK: Groups

    private mutating func take(_ symbols: [TypedSymbol]) -> [Event] {
        var events: [Event] = []
        var rest = symbols[...]
        while let first = rest.first, document == nil {
            let next = rest.dropFirst().firstIndex { $0.number != nil } ?? rest.endIndex
            let typed = rest[..<next]
            rest = rest[next...]
            if let number = first.number {
                events += place(typed, at: number)
            } else if let known = acceptedGroup(typed) {
                slots[known - 1].isGuess = false
                events.append(.repeated(group: known))
            } else {
                events += continued(with: typed)
            }
        }
        return events
    }

    /// The group that was accepted as these very symbols.
    private func acceptedGroup(_ typed: ArraySlice<TypedSymbol>) -> Int? {
        let values = typed.compactMap(\.value)
        guard values.count == typed.count, values.count == GroupCheck.groupSymbols else { return nil }
        return slots.firstIndex { $0.fits && $0.symbols.compactMap(\.value) == values }.map { $0 + 1 }
    }

    /// Puts symbols without a number where they belong: after the group that was begun, into the first open one, or
    /// after all, if they fit there and not into the open one.
    private mutating func continued(with typed: ArraySlice<TypedSymbol>) -> [Event] {
        var symbols = Array(typed)
        if let begun = slots.firstIndex(where: \.isBegun) {
            symbols = slots[begun].symbols + symbols
            if begun == slots.count - 1 { slots.removeLast() } else { slots[begun] = Slot() }
        }
        let (open, end) = (firstOpen, slots.count + 1)
        if let guess = guess(amendedBy: symbols, open: open) {
            slots[guess - 1] = Slot()
            return place(symbols[...], at: guess)
        }
        guard open < end, symbols.count <= GroupAlignment.longest,
            Diagnosis(symbols, from: open).fitting == 0
        else { return place(symbols[...], at: open) }
        let there = Diagnosis(symbols, from: end)
        return place(symbols[...], at: there.fitting > 0 && there.faults.isEmpty ? end : open)
    }

    /// The group that was only guessed, if the symbols fit in its place and in that of the next one do not: of wrong
    /// groups, one in 32 looks like the one that follows it.
    private func guess(amendedBy symbols: [TypedSymbol], open: Int) -> Int? {
        guard slots.contains(where: \.isGuess), symbols.count <= GroupAlignment.longest,
            Diagnosis(symbols, from: open).fitting == 0
        else { return nil }
        return slots.indices.first { index in
            guard slots[index].isGuess else { return false }
            let there = Diagnosis(symbols, from: index + 1)
            return there.fitting > 0 && there.faults.isEmpty
        }.map { $0 + 1 }
    }

    private mutating func grow(to number: Int) {
        while slots.count < number { slots.append(Slot()) }
    }

    /// Puts symbols into the group of a number and those after it.
    private mutating func place(_ typed: ArraySlice<TypedSymbol>, at number: Int) -> [Event] {
        guard !typed.isEmpty, number <= TextData.mostGroups, typed.count <= GroupAlignment.longest else {
            return typed.isEmpty ? [] : [.refused(Refusal(.documentTooLarge))]
        }
        let symbols = Array(typed)
        var turn = typed.first?.number ?? firstOpen
        let diagnosis = Diagnosis(symbols, from: number)
        var accepted: [Event] = []
        for segment in diagnosis.segments where segment.finding == .fits || segment.finding == .wrong {
            guard segment.number <= TextData.mostGroups else { continue }
            grow(to: segment.number)
            var slot = Slot(Array(symbols[segment.range]), fits: segment.finding == .fits)
            slot.isGuess = slot.fits && turn < segment.number
            turn = segment.number + 1
            // What is right stays, unless it was its number that was typed.
            if slots[segment.number - 1].fits, !slot.fits, segment.number != number { continue }
            slots[segment.number - 1] = slot
            if slot.fits { accepted.append(.accepted(group: segment.number)) }
        }
        complete()
        guard document == nil else { return accepted }
        let others = unfinished(diagnosis)
        return accepted.filter { isAccepted($0) } + others
    }

    private func isAccepted(_ event: Event) -> Bool {
        guard case .accepted(let number) = event else { return false }
        return slots[number - 1].fits
    }

    /// What is not accepted. A short group is the last one, and then the text is whole; or it is not all there yet.
    private mutating func unfinished(_ diagnosis: Diagnosis) -> [Event] {
        var events = diagnosis.faults.filter { fault in
            !(slots.indices.contains(fault.number - 1) && slots[fault.number - 1].fits)
                || fault.finding == .spare
        }.map { Event.wrong($0) }
        guard let number = diagnosis.segments.last?.number, slots.indices.contains(number - 1) else {
            return events
        }
        // As long as another group is open, nobody can say that the short one is not the last.
        let isOnlyOpen = slots.indices.allSatisfy { $0 == number - 1 || slots[$0].fits }
        slots[number - 1].judge(isOnlyOpen: isOnlyOpen)
        guard let fault = slots[number - 1].fault(number: number), slots[number - 1].isShort else {
            return events
        }
        events.removeAll { event in
            guard case .wrong(let other) = event else { return false }
            return other.number == number
        }
        let count = slots[number - 1].symbols.count
        return events + [slots[number - 1].isBegun ? .begun(group: number, characters: count) : .wrong(fault)]
    }

    private mutating func complete() {
        guard slots.allSatisfy(\.fits) else { return }
        let symbols = slots.flatMap(\.symbols)
        let values = symbols.compactMap(\.value)
        for kind in head.map({ [$0.kind] }) ?? TextKind.allCases where values.count == symbols.count {
            guard let bytes = TextData.bytes(of: values, head: TextHead(kind: kind)) else { continue }
            document = ReceivedDocument(kind: kind, bytes: bytes)
            return
        }
    }
}

/// The place of one group.
private struct Slot: Sendable {
    private(set) var symbols: [TypedSymbol] = []
    private(set) var fits = false
    /// Whether it is not all there yet.
    private(set) var isBegun = false
    /// Whether it came without a number and out of its turn: it fits here, and may be a wrong one of the turn.
    var isGuess = false

    /// Fewer characters than this are a group that goes on in the next line; more are one that is wrong.
    private static let mostBegun = 7

    init() {}

    init(_ symbols: [TypedSymbol], fits: Bool) {
        (self.symbols, self.fits) = (symbols, fits)
    }

    var isShort: Bool { symbols.count < GroupCheck.groupSymbols }

    /// Takes a short group for the beginning of one, if it cannot be the last.
    mutating func judge(isOnlyOpen: Bool) {
        guard isShort, !fits || isOnlyOpen else { return }
        fits = false
        isBegun = symbols.allSatisfy { $0.value != nil } && (1...Self.mostBegun).contains(symbols.count)
    }

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
