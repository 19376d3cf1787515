/// What was typed of a code so far, group by group, in one of its forms: a value, so that whoever types can go back.
public struct CodeEntry: Hashable, Sendable {
    /// Which way the code goes.
    public let direction: CodeDirection
    /// Digits or words. Until something is right, typing the other form changes it.
    public private(set) var form: CodeForm

    var right: [Int: TypedGroup] = [:]
    /// What was typed last and is not right where it stands. What follows may tell why.
    private var unplaced: [TypedGroup] = []
    /// How often each group was refused.
    private(set) var refusals: [Int: Int] = [:]

    /// Nothing yet.
    public init(direction: CodeDirection, form: CodeForm) {
        (self.direction, self.form) = (direction, form)
    }

    /// What was kept, by the groups' numbers; what is not right there is dropped.
    public init(direction: CodeDirection, form: CodeForm, restoring texts: [Int: String]) {
        self.init(direction: direction, form: form)
        for (number, text) in texts where (1...groupCount).contains(number) {
            let parts = TypedLine(text, form: form).parts
            guard parts.count == 1, parts[0].group.fits(number, of: direction) else { continue }
            right[number] = parts[0].group
        }
    }

    /// How many groups there are in all.
    public var groupCount: Int { form.groupCount(of: direction) }

    /// The first group that is missing or wrong; nil when all are there.
    public var nextNumber: Int? { missing.first }

    /// The groups that are missing or wrong, ascending.
    public var missing: [Int] { (1...groupCount).filter { right[$0] == nil } }

    /// The right groups as they are read aloud, by number.
    public var texts: [Int: String] { right.compactMapValues(\.text) }

    /// The code, when all groups are there and the number can be one.
    public var code: SpokenCode? {
        guard missing.isEmpty else { return nil }
        let groups = (1...groupCount).compactMap { right[$0] }
        switch form {
        case .digits:
            return SpokenCode(digitGroups: groups.compactMap(\.digits), direction: direction)
        case .words:
            return SpokenCode(wordGroups: groups.compactMap(\.words), direction: direction)
        }
    }

    /// Forgets this group and all behind it.
    public mutating func forget(from number: Int) {
        right = right.filter { $0.key < number }
        unplaced = []
    }

    /// Takes one group or many, with or without their numbers.
    ///
    /// - Parameter isAll: whether nothing will follow, so that what is missing was left out.
    public mutating func type(_ line: String, isAll: Bool = false) -> [EntryEvent] {
        changeForm(to: line)
        let typed = TypedLine(line, form: form)
        guard !typed.parts.isEmpty else {
            return line.contains { !$0.isWhitespace } ? [.unreadable(line)] : []
        }
        var events: [EntryEvent] = []
        var run: [TypedGroup] = []
        for part in typed.parts {
            guard let number = part.number else {
                run.append(part.group)
                continue
            }
            events += place(run, isAll: false)
            run = []
            events.append(put(part.group, at: number))
        }
        return events + place(run, isAll: isAll)
    }

    /// Puts a group in the place of the one with this number, which stays if the new one is not right. Where another
    /// number was typed with it, that one counts.
    public mutating func replace(group number: Int, with line: String) -> [EntryEvent] {
        let parts = TypedLine(line, form: form).parts
        guard parts.count == 1 else { return [.unreadable(line)] }
        return [put(parts[0].group, at: parts[0].number ?? number)]
    }

    /// Whoever is read the other form types that, and need not know what it is called.
    private mutating func changeForm(to line: String) {
        guard right.isEmpty else { return }
        let other: CodeForm = form == .digits ? .words : .digits
        func groups(_ form: CodeForm) -> Int {
            TypedLine(line, form: form).parts.count { $0.group.text != nil }
        }
        guard groups(other) > 0, groups(form) == 0 else { return }
        (form, unplaced) = (other, [])
    }

    private mutating func put(_ group: TypedGroup, at number: Int) -> EntryEvent {
        guard (1...groupCount).contains(number) else { return .tooMany }
        unplaced = []
        guard group.fits(number, of: direction) else { return refused(group, at: number) }
        if right[number] == group { return .repeated(group: number) }
        right[number] = group
        return .accepted(group: number)
    }

    // MARK: Groups without numbers

    private mutating func place(_ typed: [TypedGroup], isAll: Bool) -> [EntryEvent] {
        guard !typed.isEmpty else { return [] }
        guard let next = nextNumber else {
            return typed.contains { !right.values.contains($0) } ? [.tooMany] : []
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
        let events = align(unplaced + typed, isAll: isAll)
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

    private mutating func align(_ typed: [TypedGroup], isAll: Bool) -> [EntryEvent] {
        let open = missing
        let steps = EntryAlignment(typed, groups: open, direction: direction, mayEndEarly: !isAll).steps
        var events: [EntryEvent] = []
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
                let group = right.first { $0.value == typed[index] }?.key
                if let group { events.append(.repeated(group: group)) }
            case .surplus: if place > 0, open.allSatisfy({ right[$0] != nil }) { events.append(.tooMany) }
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
        return events.map(settled)
    }

    /// What was not certain while the groups behind it were not there yet.
    private func settled(_ event: EntryEvent) -> EntryEvent {
        guard case .wrong(let fault) = event, case .leftOut(_, let then, false) = fault.finding,
            right[then] != nil
        else { return event }
        return .wrong(EntryFault(number: fault.number, finding: .check))
    }

    private mutating func refused(_ group: TypedGroup, at number: Int) -> EntryEvent {
        if unplaced.isEmpty { unplaced = [group] }
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

extension CodeEntry {
    /// The groups of digits from the first on, up to the first that is missing; none for words.
    public var firstDigitGroups: [DigitGroup] {
        (1...groupCount).prefix { right[$0] != nil }.compactMap { right[$0]?.digits }
    }
}
