import Refusals
import TextForm

/// Groups that fit one by one and not together: one of them is wrong, and its check symbol does not show it. They are
/// gone through once more, the likeliest ones first.
extension TypedText {
    /// What follows from a line once all of it is placed: whether a short group is the last, and whether all that is
    /// there fits together.
    mutating func settled(_ events: [Event]) -> [Event] {
        trim()
        guard document == nil else { return events.filter { isStanding($0) } }
        var events = events
        let sound = slots.prefix(open - 1)
        let end = sound.firstIndex(where: \.isShort) ?? sound.count - 1
        if sound.indices.contains(end), isLast(end) {
            // What stands behind the end was typed with another's number.
            slots.removeSubrange((end + 1)...)
            if doubts.isEmpty || events.contains(where: { isAcceptance($0) }) { events += compareAll() }
        } else if open <= slots.count {
            doubts = []
        } else if sound.indices.contains(end), slots[end].isShort {
            doubts = []
            events += [piece(at: end + 1, isWrapped: true)].compactMap { $0 }
        } else if !doubts.isEmpty, events.contains(where: { isAcceptance($0) }) {
            events += compareAll()
        }
        doubts.removeAll { $0 > slots.count }
        return events.filter { isStanding($0) }
    }

    private func isAcceptance(_ event: Event) -> Bool {
        if case .accepted = event { true } else { false }
    }

    /// Whether what an event says is still so.
    private func isStanding(_ event: Event) -> Bool {
        guard case .accepted(let number) = event else { return true }
        return slots.indices.contains(number - 1) && slots[number - 1].fits
    }

    /// Whether there is no more after the group in a place, where all up to it fit: by what the document says of its
    /// length; or because it is a short one and was typed twice.
    private func isLast(_ index: Int) -> Bool {
        let isShort = slots[index].isShort
        let isInsisted =
            isShort && lastPiece.map { $0.group == index + 1 && $0.values == slots[index].values } == true
        return switch TextExtent(slots[...index].flatMap { $0.values ?? [] }) {
        case .whole: true
        case .possible: isInsisted || isShort && index == slots.count - 1
        case .cutOff, .impossible: isInsisted
        }
    }

    /// Begins to compare all groups, those last that were compared already.
    mutating func compareAll() -> [Event] {
        let values = slots.flatMap { $0.values ?? [] }
        if let head, let other = otherHead(of: values, than: head) {
            doubts = []
            return [.refused(.otherHead(head.text, than: other))]
        }
        if slots.allSatisfy(\.isCertain) {
            for index in slots.indices { slots[index].isCertain = false }
        }
        let hidden = HiddenErrors(in: values, heads: heads).groups
        let order = slots.indices.map { index in
            let isTwin = slots.indices.contains { $0 != index && slots[$0].values == slots[index].values }
            let rank = hidden.contains(index + 1) ? 0 : slots[index].isGuess ? 1 : isTwin ? 2 : 3
            return (rank: rank + (slots[index].isCertain ? 4 : 0), group: index + 1)
        }
        doubts = order.sorted { ($0.rank, $0.group) < ($1.rank, $1.group) }.map(\.group)
        return [.apart(groups: slots.count, likeliest: hidden)]
    }

    private func otherHead(of values: [UInt8], than head: TextHead) -> String? {
        TextKind.allCases.map { TextHead(kind: $0) }
            .first { $0 != head && TextData.bytes(of: values, head: $0) != nil }?.text
    }

    /// Takes a group for the same as it was.
    mutating func confirm(_ group: Int) -> Event {
        slots[group - 1].isCertain = true
        doubts.removeAll { $0 == group }
        return .confirmed(group: group)
    }

    /// Takes groups that were typed again from the one of this number on.
    mutating func compare(_ typed: ArraySlice<TypedSymbol>, at number: Int, isWrapped: Bool) -> [Event] {
        let symbols = Array(typed)
        guard number <= slots.count, symbols.count <= GroupAlignment.longest else {
            return place(typed, at: number, isWrapped: isWrapped)
        }
        let diagnosis = Diagnosis(symbols, from: number)
        let again = diagnosis.segments.enumerated().filter { index, segment in
            segment.finding == .fits && segment.number == number + index && segment.number <= slots.count
                && (segment.number == slots.count || segment.range.count == GroupCheck.groupSymbols)
        }.map(\.element)
        guard again.isEmpty else { return replace(again, by: symbols) }
        if typed.first?.number == nil {
            if let place = placeBehind(symbols) {
                doubts = []
                return self.place(place.symbols[...], at: place.number, isWrapped: isWrapped)
            }
            if let known = acceptedGroup(typed) { return [.repeated(group: known)] }
        }
        return Slot(symbols, fits: false).fault(number: number).map { [.wrong($0)] } ?? []
    }

    private mutating func replace(_ again: [GroupAlignment.Segment], by symbols: [TypedSymbol]) -> [Event] {
        var events: [Event] = []
        for segment in again {
            let slot = Slot(Array(symbols[segment.range]), fits: true)
            if slot.values == slots[segment.number - 1].values {
                events.append(confirm(segment.number))
            } else {
                slots[segment.number - 1] = slot
                events.append(.accepted(group: segment.number))
            }
        }
        complete()
        guard document == nil, again.count == 1, case .accepted(let group) = events[0] else { return events }
        return events + doubt(after: group)
    }

    /// Where the symbols go on if the text did not end where it seemed to: with the rest of the last group, or with
    /// the next one.
    private func placeBehind(_ symbols: [TypedSymbol]) -> (symbols: [TypedSymbol], number: Int)? {
        if let last = slots.last, last.isShort {
            let joined = last.symbols + symbols
            return isSound(joined, from: slots.count) ? (joined, slots.count) : nil
        }
        return isSound(symbols, from: slots.count + 1) ? (symbols, slots.count + 1) : nil
    }

    private func isSound(_ symbols: [TypedSymbol], from number: Int) -> Bool {
        guard symbols.count >= GroupCheck.groupSymbols else { return false }
        let diagnosis = Diagnosis(symbols, from: number)
        return diagnosis.balance > 0 && diagnosis.segments.first?.number == number
            && diagnosis.segments.first?.finding == .fits
    }
}
