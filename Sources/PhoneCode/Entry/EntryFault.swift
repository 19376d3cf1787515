/// What is wrong with a group.
///
/// ```swift
/// for case .wrong(let fault) in entry.type(line) { show("\(fault.number): \(fault.sentence(.words))") }
/// ```
public struct EntryFault: Hashable, Sendable {
    /// The number of the group, from 1.
    public let number: Int
    /// What is known of it.
    package let finding: Finding

    /// A fault in the group with this number.
    package init(number: Int, finding: Finding) {
        (self.number, self.finding) = (number, finding)
    }

    /// What is known of a wrong group.
    package enum Finding: Hashable, Sendable {
        /// Its check is wrong.
        case check
        /// Its check is right, and no code begins with it: the number would have more bits than a code.
        case noBeginning
        /// It has so many digits, or words, and not six, or four; none if it is missing at the end.
        case length(Int)
        /// These were left out, it and some behind it: what was typed in their place is the group with that number.
        /// Certain where what was typed after it goes on from there.
        case leftOut([Int], then: Int, isCertain: Bool)
        /// It and the group with that number were typed in each other's place.
        case swapped(with: Int)
        /// What was typed is the beginning of the other code: the request's instead of the response's, or the other
        /// way round.
        case otherDirection
        /// A word is not in the list; these are like it.
        case wordUnknown(String, perhaps: [String])
    }
}

extension EntryFault.Finding {
    /// The stable name in JSON.
    package var code: String {
        switch self {
        case .check: "check"
        case .noBeginning: "no-beginning"
        case .length(0): "missing"
        case .length: "length"
        case .leftOut: "left-out"
        case .swapped: "swapped"
        case .otherDirection: "other-code"
        case .wordUnknown: "word-unknown"
        }
    }
}

extension EntryFault {
    /// One sentence, or two, for a person.
    public func sentence(_ form: CodeForm) -> String {
        switch finding {
        case .check:
            return form == .digits
                ? "Group \(number) is wrong: a digit was misread or mistyped."
                : "Group \(number) is wrong: a word was misread or mistyped, or two are swapped."
        case .noBeginning: return "Group \(number) is wrong: no code starts like this."
        case .length(0): return "Group \(number) is missing."
        case .length(let count):
            let unit = form == .digits ? (count == 1 ? "digit" : "digits") : (count == 1 ? "word" : "words")
            return
                "Group \(number) has \(count) \(unit), and a group has \(form == .digits ? "six" : "four")."
        case .leftOut(let all, let then, true):
            return all.count == 1
                ? "Group \(number) is missing: you typed group \(then) in its place."
                : "Groups \(NumberRuns.text(all)) are missing: you typed group \(then) in their place."
        case .leftOut(_, let then, false):
            return
                "Group \(number) is wrong: a \(form == .digits ? "digit" : "word") of it, or this is group \(then) and "
                + "group \(number) was left out."
        case .swapped(let other):
            return "Groups \(number) and \(other) were typed in each other's place."
        case .otherDirection:
            return "This is the other code, for the other direction."
        case .wordUnknown(let word, let perhaps):
            let known = perhaps.isEmpty ? "" : " It may be \(perhaps.joined(separator: ", or "))."
            return "Group \(number): '\(word)' is not in the list of words.\(known)"
        }
    }
}
