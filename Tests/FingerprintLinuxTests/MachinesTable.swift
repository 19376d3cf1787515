import Fingerprint
import FingerprintLinux
import Machines

/// The tables of `docs/fingerprint.md`: what the probe finds on each fixture machine, and whether it is still the same
/// after each change.
struct MachinesTable {
    private static let salt = FingerprintSalt(uncheckedBytes: (0..<16).map { 0xa0 + $0 })

    /// Texts below a table, each once.
    private var notes: [String] = []

    /// All that stands between the page's marks.
    static func page() throws -> String {
        guard let byRoot = FingerprintPolicy(readsRootOnly: true) else { return "" }
        var text = try components()
        text += "\n**What everyone may read** (the default):\n\n" + (try table(.standard))
        text += "\n**What root may read too** (`--root-only-components`):\n\n" + (try table(byRoot))
        return text
    }

    // MARK: - Components

    private static func components() throws -> String {
        var text = "| machine | is | leaves the machine | follows, or is not asked for |\n|---|---|---|---|\n"
        for machine in FixtureMachine.all {
            let survey = try machine.survey()
            let selection = try ComponentSelection(of: survey, policy: .standard, salt: salt)
            let rest = selection.items.map(\.component).filter { !selection.leaving.contains($0) }
            text += "| \(machine.label) | \(survey.environment.label) | \(counted(selection.leaving)) "
            text += "| \(counted(rest)) |\n"
        }
        return text
    }

    /// "2 disks, machine ID".
    private static func counted(_ components: [Component]) -> String {
        let kinds = ComponentKind.allCases.compactMap { kind -> String? in
            switch components.count(where: { $0.kind == kind }) {
            case 0: nil
            case 1: kind.label
            case let count: "\(count) × \(kind.label)"
            }
        }
        return kinds.isEmpty ? "nothing" : kinds.joined(separator: ", ")
    }

    // MARK: - Verdicts

    private static func table(_ policy: FingerprintPolicy) throws -> String {
        let changes = MachineChange.allCases
        var table = MachinesTable()
        var text = "| machine | \(changes.map(\.label).joined(separator: " | ")) |\n"
        text += "|---|" + String(repeating: "---|", count: changes.count) + "\n"
        for machine in FixtureMachine.all {
            let cells = try changes.map { try table.cell(machine, $0, policy) }
            text += "| \(machine.label) | \(cells.joined(separator: " | ")) |\n"
        }
        for (index, note) in table.notes.enumerated() { text += "\n\(Self.mark(index)): \(note).  " }
        return text + "\n"
    }

    private mutating func cell(
        _ machine: FixtureMachine, _ change: MachineChange, _ policy: FingerprintPolicy
    ) throws -> String {
        guard let after = machine.after(change).machine else {
            return "– " + note(machine.after(change).reason ?? "")
        }
        let before = try ComponentSelection(of: machine.survey(), policy: policy, salt: Self.salt)
        let bound = try Fingerprint(requesting: before, and: nil, salt: Self.salt)
        guard bound.isTelling else {
            return "weak "
                + note("too little to bind a license to: the request is refused (`fingerprint.weak`)")
        }
        let current = try Fingerprint(comparing: after.survey(), and: nil, policy: policy, salt: Self.salt)
        let comparison = FingerprintComparison(bound: bound, current: current, policy: policy)
        switch comparison.decision {
        case .same: return "same"
        case .different: return "other " + note(Self.explanation(comparison))
        case .unreadable: return "unreadable " + note(Self.explanation(comparison))
        }
    }

    /// "the disk and the network card changed; 31 percent is as it was, 45 are asked for".
    private static func explanation(_ comparison: FingerprintComparison) -> String {
        let parts: [(FingerprintComparison.Outcome, String)] = [
            (.changed, "changed"), (.missing, "missing"), (.unreadable, "unreadable"),
        ]
        let texts = parts.compactMap { outcome, word -> String? in
            let labels = comparison.results.filter { $0.outcome == outcome && $0.bound > 0 }.map(\.label)
            return labels.isEmpty ? nil : "\(labels.joined(separator: ", ")) \(word)"
        }
        let score =
            comparison.score < Int(comparison.threshold)
            ? "\(comparison.score) percent of the weight is as it was, \(comparison.threshold) are asked for"
            : "what is left, \(comparison.score) percent of the weight, is what a copy brings along"
        return "\(texts.joined(separator: "; ")): \(score)"
    }

    private mutating func note(_ text: String) -> String {
        if let index = notes.firstIndex(of: text) { return Self.mark(index) }
        notes.append(text)
        return Self.mark(notes.count - 1)
    }

    /// a, b, c to z, then aa, ab.
    private static func mark(_ index: Int) -> String {
        let letter = { (number: Int) in String(UnicodeScalar(UInt8(97 + number))) }
        return "(\(index < 26 ? letter(index) : letter(index / 26 - 1) + letter(index % 26)))"
    }
}
