import Refusals

/// What was typed of a code so far, group by group, in one of its forms: a value, so that whoever types can go back.
///
/// ```swift
/// var entry = CodeEntry(responseIn: .digits)
/// for event in entry.type("1 204481 2 117032") where event.isFault { show(event) }
/// show("Next is group \(entry.nextNumber ?? 0) of \(entry.groupCount).")
/// ```
public struct CodeEntry: Hashable, Sendable {
    /// Which way the code goes.
    package let direction: CodeDirection
    /// Digits or words. Until something is right, typing the other form changes it.
    package private(set) var form: CodeForm

    var right: [Int: TypedGroup] = [:]
    /// What was typed last and is not right where it stands. What follows may tell why.
    var unplaced: [TypedGroup] = []
    /// How often each group was refused.
    var refusals: [Int: Int] = [:]

    /// Nothing yet of what the vendor reads back.
    public init(responseIn form: CodeForm) { self.init(direction: .response, form: form) }

    /// What was kept of what the vendor reads back, by the groups' numbers, from 1; what is not right there is dropped.
    public init(responseIn form: CodeForm, restoring texts: [Int: String]) {
        self.init(direction: .response, form: form, restoring: texts)
    }

    /// Nothing yet.
    package init(direction: CodeDirection, form: CodeForm) {
        (self.direction, self.form) = (direction, form)
    }

    /// What was kept, by the groups' numbers; what is not right there is dropped.
    package init(direction: CodeDirection, form: CodeForm, restoring texts: [Int: String]) {
        self.init(direction: direction, form: form)
        for (number, text) in texts { right[number] = fitting(text, at: number) }
    }

    /// A group as it is kept; nil if it is not right there.
    private func fitting(_ text: String, at number: Int) -> TypedGroup? {
        let parts = TypedLine(text, form: form).parts
        guard (1...groupCount).contains(number), parts.count == 1, parts[0].group.fits(number, of: direction)
        else { return nil }
        return parts[0].group
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

    /// The same; who calls it has seen that none is missing.
    ///
    /// - Throws: `phone.wrong-code` if the number is larger than any code, `phone.incomplete` if groups are missing.
    package func requireCode() throws(Refusal) -> SpokenCode {
        if let code { return code }
        guard missing.isEmpty else { throw Refusal(.phoneIncomplete) }
        throw Refusal(.phoneWrongCode, "The first group is wrong: no code starts like this.")
    }

    /// The groups of digits from the first on, up to the first that is missing; none for words.
    package var firstDigitGroups: [DigitGroup] {
        (1...groupCount).prefix { right[$0] != nil }.compactMap { right[$0]?.digits }
    }

    /// Forgets this group and all behind it.
    public mutating func forget(from number: Int) {
        right = right.filter { $0.key < number }
        unplaced = []
    }

    /// Takes over what is kept of the code now, where another session typed groups, or took some back.
    ///
    /// - Parameter texts: all groups that are kept, by number; what is not right there counts as missing.
    /// - Returns: the numbers of the groups that changed, ascending.
    @discardableResult
    package mutating func adopt(_ texts: [Int: String]) -> [Int] {
        adopt(texts, groups: Array(1...groupCount))
    }

    /// The same for some groups only.
    @discardableResult
    package mutating func adopt(_ texts: [Int: String], groups: [Int]) -> [Int] {
        let before = right
        for number in groups { right[number] = texts[number].flatMap { fitting($0, at: number) } }
        return (1...groupCount).filter { before[$0] != right[$0] }
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
    package mutating func replace(group number: Int, with line: String) -> [EntryEvent] {
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
        guard (1...groupCount).contains(number) else { return .noSuchGroup(number) }
        unplaced = []
        guard group.fits(number, of: direction) else { return refused(group, at: number) }
        if right[number] == group { return .repeated(group: number) }
        right[number] = group
        return .accepted(group: number)
    }
}
