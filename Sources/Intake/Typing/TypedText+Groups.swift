import Refusals
import TextForm

/// Where groups belong.
extension TypedText {
    /// What may stand before the slash.
    var heads: [TextHead] { head.map { [$0] } ?? TextKind.allCases.map { TextHead(kind: $0) } }

    /// Takes the symbols behind a head: the first group is group 1.
    mutating func begin(with symbols: [TypedSymbol]) -> [Event] {
        doubts = []
        for index in slots.indices where !slots[index].fits { slots[index] = Slot() }
        guard let first = symbols.first else {
            complete()
            return []
        }
        let numbered = TypedSymbol(
            value: first.value, character: first.character, gap: first.gap, number: first.number ?? 1)
        return take([numbered] + symbols.dropFirst())
    }

    /// Takes the symbols of a line.
    mutating func take(_ symbols: [TypedSymbol]) -> [Event] {
        var events: [Event] = []
        var rest = symbols[...]
        let isLong = symbols.count > AlignmentAhead.longest
        while let first = rest.first, document == nil {
            let next = rest.dropFirst().firstIndex { $0.number != nil } ?? rest.endIndex
            let typed = rest[..<next]
            rest = rest[next...]
            let isWrapped = isLong && rest.isEmpty
            if let asked = doubts.first {
                events += compare(typed, at: first.number ?? asked, isWrapped: isWrapped)
            } else if let number = first.number {
                events += place(typed, at: number, isWrapped: isWrapped)
            } else if let known = acceptedGroup(typed) {
                slots[known - 1].isGuess = false
                events.append(.repeated(group: known))
            } else {
                events += continued(with: typed, isWrapped: isWrapped)
            }
        }
        return events
    }

    /// The group that was accepted as these very symbols, unless they fit where a group is awaited too.
    func acceptedGroup(_ typed: ArraySlice<TypedSymbol>) -> Int? {
        let values = typed.compactMap(\.value)
        guard values.count == typed.count, values.count == GroupCheck.groupSymbols,
            !GroupCheck.fits(values, number: firstOpen)
        else { return nil }
        return slots.firstIndex { $0.fits && $0.values == values }.map { $0 + 1 }
    }

    /// Puts symbols without a number where they belong: after the group that was begun, into the first open one, or
    /// after all, if they fit there and not into the open one.
    mutating func continued(with typed: ArraySlice<TypedSymbol>, isWrapped: Bool) -> [Event] {
        let symbols = Array(typed)
        if let begun = [recent, open].compactMap({ $0 }).first(where: isBegun) {
            let joined = slots[begun - 1].symbols + symbols
            if goesOn(joined, from: begun, with: symbols, isCut: isWrapped) {
                slots[begun - 1] = Slot()
                trim()
                return place(joined[...], at: begun, isWrapped: isWrapped)
            }
        }
        if let guess = guess(amendedBy: symbols, open: open) {
            slots[guess - 1] = Slot()
            return place(typed, at: guess, isWrapped: isWrapped)
        }
        let end = slots.last?.isBegun == true ? slots.count : slots.count + 1
        guard open < end, symbols.count <= GroupAlignment.longest else {
            return place(typed, at: open, isWrapped: isWrapped)
        }
        var best = (place: open, balance: 0)
        let begun = slots.indices.filter { slots[$0].isBegun }.map { $0 + 1 }
        for place in [open] + begun + [end] {
            let balance = Diagnosis(symbols, from: place, isCut: isWrapped).balance
            if balance > best.balance { best = (place, balance) }
        }
        return place(typed, at: best.place, isWrapped: isWrapped)
    }

    private func isBegun(_ number: Int) -> Bool {
        slots.indices.contains(number - 1) && slots[number - 1].isBegun
    }

    /// Whether symbols are the rest of a group that was begun, and not that group, or another, once more.
    private func goesOn(
        _ joined: [TypedSymbol], from begun: Int, with symbols: [TypedSymbol], isCut: Bool
    ) -> Bool {
        guard joined.count <= GroupAlignment.longest else { return false }
        let together = Diagnosis(joined, from: begun, isCut: isCut).balance
        let alone = [begun, open].map { Diagnosis(symbols, from: $0, isCut: isCut).balance }.max() ?? 0
        if together != alone { return together > alone }
        // Two halves, one of them wrong; or the end of a line and all of the next.
        return joined.count <= GroupCheck.groupSymbols + 1 || symbols.count > AlignmentAhead.longest
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

    mutating func grow(to number: Int) {
        while slots.count < number { slots.append(Slot()) }
    }

    /// Takes away the empty places at the end.
    mutating func trim() {
        while slots.last?.symbols.isEmpty == true { slots.removeLast() }
    }

    /// Puts symbols into the group of a number and those after it.
    ///
    /// - Parameter isWrapped: whether they end a line of several groups, which may be cut anywhere.
    mutating func place(_ typed: ArraySlice<TypedSymbol>, at number: Int, isWrapped: Bool = false) -> [Event]
    {
        guard !typed.isEmpty, number <= TextData.mostGroups, typed.count <= GroupAlignment.longest else {
            return typed.isEmpty ? [] : [.refused(Refusal(.documentTooLarge))]
        }
        let symbols = Array(typed)
        let diagnosis = Diagnosis(symbols, from: number, isCut: isWrapped)
        if isMistaken(diagnosis, for: number) { return refuse(symbols, at: number) }
        var events = put(diagnosis.segments, of: symbols, at: number)
        complete()
        guard document == nil else { return events }
        if isWrapped, let last = diagnosis.segments.last, !isEnd(last.number) {
            slots[last.number - 1].begin(isWrapped: true)
            events.removeAll { $0 == .accepted(group: last.number) }
        }
        if diagnosis.segments.count == 1, case .accepted(let group) = events.first {
            events += doubt(after: group)
        }
        return events + unfinished(diagnosis, of: symbols, isWrapped: isWrapped)
    }

    /// Whether a group is no beginning of one: it is a full one, or can be the last by what the document
    /// says of its length.
    private func isEnd(_ number: Int) -> Bool {
        guard slots.indices.contains(number - 1), slots[number - 1].isShort else { return true }
        let extent = TextExtent(slots.prefix(number).flatMap { $0.values ?? [] })
        return slots[number - 1].fits && (extent == .whole || extent == .possible)
    }

    /// Whether a single group looks like one that is right already, or like one far behind the last.
    private func isMistaken(_ diagnosis: Diagnosis, for number: Int) -> Bool {
        guard let only = diagnosis.segments.first, diagnosis.segments.count == 1 else { return false }
        if only.finding == .wrong { return number > slots.count + Self.furthest }
        guard only.number != number, slots.indices.contains(only.number - 1) else { return false }
        return slots[only.number - 1].fits && !slots[only.number - 1].isGuess
    }

    /// How far behind the last a number that is typed before a wrong group is believed.
    private static let furthest = 12

    /// Takes a single group for a wrong one.
    private mutating func refuse(_ symbols: [TypedSymbol], at number: Int) -> [Event] {
        let slot = Slot(symbols, fits: false)
        if number <= slots.count + Self.furthest {
            grow(to: number)
            slots[number - 1] = slot
        }
        return slot.fault(number: number).map { [.wrong($0)] } ?? []
    }

    private mutating func put(
        _ segments: [GroupAlignment.Segment], of symbols: [TypedSymbol], at number: Int
    ) -> [Event] {
        var turn = symbols.first?.number ?? open
        var accepted: [Event] = []
        for segment in segments where segment.finding == .fits || segment.finding == .wrong {
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
        return accepted
    }

    /// A group that fits two places, 32 apart, and was typed for both. It is likelier meant for the one for which it
    /// was typed last; unless what it says was asked for again, and was the same.
    mutating func doubt(after number: Int) -> [Event] {
        guard let values = slots[number - 1].values, !slots[number - 1].isShort else { return [] }
        if doubted[number] == values { slots[number - 1].isCertain = true }
        for index in slots.indices
        where index != number - 1 && slots[index].fits && slots[index].values == values {
            let (place, other) =
                slots[index].isCertain ? (number - 1, index + 1) : (index, number)
            guard !slots[place].isCertain else { continue }
            doubted[place + 1] = values
            slots[place] = Slot()
            return [.doubted(group: place + 1, sameAs: other)]
        }
        return []
    }

    /// What is not accepted.
    private mutating func unfinished(
        _ diagnosis: Diagnosis, of symbols: [TypedSymbol], isWrapped: Bool
    ) -> [Event] {
        var events = diagnosis.faults.filter { fault in
            !(slots.indices.contains(fault.number - 1) && slots[fault.number - 1].fits)
                || fault.finding == .spare
        }.map { Event.wrong($0) }
        guard let last = diagnosis.segments.last, slots.indices.contains(last.number - 1) else {
            return events
        }
        let slot = slots[last.number - 1]
        guard !slot.fits, slot.isShort, slot.symbols == Array(symbols[last.range]) else { return events }
        events.removeAll { event in
            guard case .wrong(let other) = event else { return false }
            return other.number == last.number
        }
        return events + [piece(at: last.number, isWrapped: isWrapped)].compactMap { $0 }
    }

    /// Takes a short group for the beginning of one, if it can be one.
    mutating func piece(at number: Int, isWrapped: Bool) -> Event? {
        slots[number - 1].begin(isWrapped: isWrapped)
        let slot = slots[number - 1]
        guard slot.isBegun, let values = slot.values else {
            return slot.fault(number: number).map { .wrong($0) }
        }
        lastPiece = (number, values)
        return .begun(group: number, characters: values.count)
    }

    /// Looks whether the groups so far, or the first of them, are a text.
    mutating func complete() {
        var symbols: [TypedSymbol] = []
        for slot in slots {
            guard let first = slot.symbols.first else { break }
            symbols.append(
                TypedSymbol(value: first.value, character: first.character, gap: .line, number: nil))
            symbols += slot.symbols.dropFirst()
            // Only the last one is shorter.
            if slot.symbols.count != GroupCheck.groupSymbols { break }
        }
        for head in heads where document == nil {
            guard let end = FormEnd(of: symbols, head: head.text) else { continue }
            document = ReceivedDocument(kind: head.kind, bytes: end.bytes)
        }
    }
}
