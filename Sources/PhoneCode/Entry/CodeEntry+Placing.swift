/// Groups that are typed without their numbers: where they belong, and what went wrong.
extension CodeEntry {
    mutating func place(_ typed: [TypedGroup], isAll: Bool) -> [EntryEvent] {
        guard !typed.isEmpty else { return [] }
        guard let next = nextNumber else {
            let known = typed.map { (group) in number(of: group) }
            return known.contains(nil) ? [.tooMany] : known.compactMap { $0.map { .repeated(group: $0) } }
        }
        if typed.count == 1, typed[0].fits(next, of: direction) {
            unplaced = []
            right[next] = typed[0]
            return [.accepted(group: next)]
        }
        if let event = sameAgain(typed, next) { return [event] }
        if isOtherCode(unplaced + typed) {
            unplaced = []
            return [.wrong(EntryFault(number: 1, finding: .otherDirection))]
        }
        if typed.count == 1, let last = unplaced.last, typed[0].isLike(last) {
            // Another try at the same group.
            unplaced = typed
            return [refused(typed[0], at: next)]
        }
        // What is no group at all was another try at this one.
        unplaced.removeAll { $0.text == nil }
        let before = self
        let events = align(unplaced + typed, known: unplaced.count, isAll: isAll)
        // One that nothing explains is another try as well, though it may yet turn out to be more.
        guard typed.count == 1, !isAll, events.allSatisfy(\.isOfOneGroup) else { return events }
        self = before
        unplaced = unplaced.suffix(Self.mostUnplaced) + typed
        return [refused(typed[0], at: next)]
    }

    private static let mostUnplaced = 7

    /// The group before, read twice.
    private func sameAgain(_ typed: [TypedGroup], _ next: Int) -> EntryEvent? {
        guard typed.count == 1, unplaced.isEmpty, let before = right[next - 1], before == typed[0] else {
            return nil
        }
        return .repeated(group: next - 1)
    }

    /// Three groups in a row that are right in the other code: by chance that is once in a thousand.
    private func isOtherCode(_ typed: [TypedGroup]) -> Bool {
        let other: CodeDirection = direction == .request ? .response : .request
        return right.isEmpty && typed.count >= min(3, form.groupCount(of: other))
            && zip(1..., typed).allSatisfy { $0 <= form.groupCount(of: other) && $1.fits($0, of: other) }
    }

    /// - Parameter known: how many of them were typed before, and refused.
    private mutating func align(_ typed: [TypedGroup], known: Int, isAll: Bool) -> [EntryEvent] {
        let open = missing
        let steps = EntryAlignment(typed, groups: open, direction: direction, mayEndEarly: !isAll).steps
        var events: [EntryEvent] = []
        var surplus: [TypedGroup] = []
        unplaced = []
        let lastTyped = steps.lastIndex { if case .leftOut = $0 { false } else { true } } ?? -1
        for (place, step) in steps.enumerated() {
            switch step {
            case .right(let index, let group):
                right[group] = typed[index]
                unplaced = []
                events.append(.accepted(group: group))
            case .wrong(let index, let group):
                unplaced.append(typed[index])
                events.append(refused(typed[index], at: group))
            case .swapped(_, let group):
                events.append(.wrong(fault(group, .swapped(with: group + 1))))
            case .repeated(let index):
                if let group = number(of: typed[index]) { events.append(.repeated(group: group)) }
            case .surplus(let index): if index >= known { surplus.append(typed[index]) }
            case .leftOut(let group):
                if place < lastTyped {
                    if place > 0, steps[place - 1].leftOutGroup != nil { continue }
                    let all = steps[place...].prefix { $0.leftOutGroup != nil }.compactMap(\.leftOutGroup)
                    let then = steps[place...].lazy.compactMap(\.rightGroup).first ?? group + 1
                    events.append(.wrong(fault(group, .leftOut(all, then: then, isCertain: true))))
                } else if isAll {
                    events.append(.wrong(fault(group, .length(0))))
                }
            }
        }
        return events.map(settled) + told(surplus)
    }

    /// What had no room: all in one where nothing is missing, else each of them.
    private func told(_ surplus: [TypedGroup]) -> [EntryEvent] {
        guard !missing.isEmpty else { return surplus.isEmpty ? [] : [.tooMany] }
        return surplus.map { .surplus($0.shown) }
    }

    /// Where this group stands; the first place of several.
    private func number(of group: TypedGroup) -> Int? {
        right.filter { $0.value == group }.keys.min()
    }

    /// What was not certain while the groups behind it were not there yet.
    private func settled(_ event: EntryEvent) -> EntryEvent {
        guard case .wrong(let fault) = event, case .leftOut(_, let then, false) = fault.finding,
            right[then] != nil
        else { return event }
        return .wrong(EntryFault(number: fault.number, finding: .check))
    }

    mutating func refused(_ group: TypedGroup, at number: Int) -> EntryEvent {
        if unplaced.isEmpty { unplaced = [group] }
        if group.isTooHigh(number, of: direction) { return .wrong(fault(number, .noBeginning)) }
        switch group {
        case .length(let count): return .wrong(fault(number, .length(count)))
        case .unknownWord(let word):
            return .wrong(fault(number, .wordUnknown(word, perhaps: WordList.nearest(word))))
        case .digits, .words:
            guard number < groupCount, right[number + 1] == nil, group.fits(number + 1, of: direction) else {
                return .wrong(fault(number, .check))
            }
            return .wrong(fault(number, .leftOut([number], then: number + 1, isCertain: false)))
        }
    }

    private mutating func fault(_ number: Int, _ finding: EntryFault.Finding) -> EntryFault {
        refusals[number, default: 0] += 1
        return EntryFault(number: number, finding: finding)
    }
}

extension EntryAlignment.Step {
    /// The number of a group that is right.
    fileprivate var rightGroup: Int? {
        guard case .right(_, let group) = self else { return nil }
        return group
    }

    /// The number of a group that was not typed.
    fileprivate var leftOutGroup: Int? {
        guard case .leftOut(let group) = self else { return nil }
        return group
    }
}
