import PhoneCode
import Refusals

extension PhoneExchange {
    /// What is kept, with the changes that a session has made to it; group by group, so that two windows in which the
    /// same answer is typed lose nothing of each other's.
    ///
    /// - Parameters:
    ///   - other: how it stands in the session.
    ///   - before: what the session began its changes with; nil for nothing typed.
    func merged(with other: PhoneExchange, since before: PhoneExchange?) throws(Refusal) -> PhoneExchange {
        var merged = self
        if other.form != before?.form { merged.form = other.form }
        let isUntouched = typed == before?.typed && typedForm == before?.typedForm
        if isUntouched || typedForm != other.typedForm {
            guard !other.typed.isEmpty || isUntouched else { return merged }
            guard typed.isEmpty || isUntouched else { throw otherForm }
            (merged.typed, merged.typedForm) = (other.typed, other.typedForm)
            return merged
        }
        let known = before.map { $0.typedForm == typedForm ? $0.typed : [:] } ?? [:]
        merged.typed = entry(typedForm).texts
        for (number, text) in other.typed where known[number] != text { merged.typed[number] = text }
        for number in known.keys where other.typed[number] == nil { merged.typed[number] = nil }
        return merged
    }

    private var otherForm: Refusal {
        let form = typedForm == .digits ? "digits" : "words"
        return Refusal(
            .usageInvalid,
            "Meanwhile \(typed.count) groups of this answer were typed as \(form) by another session.",
            remedy: "Continue there; or end that one, and type the same form here.")
    }
}
