/// A machine after a change, or why there is no such change on it.
package enum ChangeOutcome: Hashable, Sendable {
    /// The machine as it is then.
    case changed(FixtureMachine)
    /// Why it makes no sense, in a few words.
    case senseless(String)

    /// The machine, or nil.
    package var machine: FixtureMachine? {
        if case .changed(let machine) = self { machine } else { nil }
    }

    /// The reason, or nil.
    package var reason: String? {
        if case .senseless(let reason) = self { reason } else { nil }
    }
}
