/// What became of something that was typed.
///
/// ```swift
/// switch entry.type(line).last {
/// case .accepted(let group): show("Group \(group) is right.")
/// case .wrong(let fault): show(fault.sentence(.digits))
/// default: show("Read the group again.")
/// }
/// ```
public enum EntryEvent: Hashable, Sendable {
    /// The group is right, and kept.
    case accepted(group: Int)
    /// The group was typed once more, and is there already.
    case repeated(group: Int)
    /// The group is not right.
    case wrong(EntryFault)
    /// This is no group at all.
    case unreadable(String)
    /// It was typed with this number, and the code has no such group.
    case noSuchGroup(Int)
    /// This is more than there is room for, though groups are missing.
    case surplus(String)
    /// All groups are there, and this is more.
    case tooMany
}

extension EntryEvent {
    /// Whether it says no more than that one group is not right.
    var isOfOneGroup: Bool {
        if case .surplus = self { return true }
        guard case .wrong(let fault) = self else { return false }
        switch fault.finding {
        case .check, .noBeginning, .length, .wordUnknown, .leftOut(_, _, false): return true
        case .leftOut, .swapped, .otherDirection: return false
        }
    }

    /// Whether it is no more than a line that holds no group.
    var isUnreadable: Bool {
        if case .unreadable = self { true } else { false }
    }

    /// The group that was taken; nil for everything else.
    package var acceptedGroup: Int? {
        guard case .accepted(let group) = self else { return nil }
        return group
    }

    /// Whether something has to be typed again.
    public var isFault: Bool {
        switch self {
        case .wrong, .unreadable, .noSuchGroup, .surplus, .tooMany: true
        case .accepted, .repeated: false
        }
    }

    /// The group that a fault is about, if it is about one.
    package var faultyGroup: Int? {
        guard case .wrong(let fault) = self else { return nil }
        return fault.number
    }
}

extension EntryEvent {
    /// What a person is told of a fault; nil where there is none.
    package func sentence(_ form: CodeForm) -> String? {
        switch self {
        case .accepted, .repeated: nil
        case .wrong(let fault): fault.sentence(form)
        case .unreadable(let text):
            "'\(text.prefix(40))' is not a group: a group has \(form == .digits ? "six digits" : "four words")."
        case .noSuchGroup(let number): "There is no group \(number)."
        case .surplus(let text): "One group too many was typed: \(text)."
        case .tooMany: "There are more groups than the code has."
        }
    }

    /// The stable name in JSON; nil where there is no fault.
    package var code: String? {
        switch self {
        case .accepted, .repeated: nil
        case .wrong(let fault): fault.finding.code
        case .unreadable: "unreadable"
        case .noSuchGroup: "no-such-group"
        case .surplus: "surplus"
        case .tooMany: "too-many"
        }
    }
}
