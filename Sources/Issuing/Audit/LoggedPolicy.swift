import Activation
import Fingerprint
import Ledger
import Refusals

/// A product's policy as the audit log has it: all of it, at the end of a row's detail, so that the last row about a
/// product says what its policy should be.
struct LoggedPolicy: Hashable {
    /// Part by part, in the words of the command line: "rebindings" and "3".
    private let parts: [Part]

    private struct Part: Hashable {
        let name: String
        let value: String
    }

    /// A policy in the ledger.
    init(_ policy: ProductRecord.Policy) {
        func permission(_ number: Int64) -> String {
            UInt8(exactly: number).flatMap(FingerprintPolicy.Permission.init(rawValue:))?.name ?? "\(number)"
        }
        parts = [
            Part(name: Self.first, value: "\(policy.threshold)"),
            Part(name: "root-only-components", value: policy.readsRootOnly ? "yes" : "no"),
            Part(name: "virtual-machines", value: permission(policy.virtualMachines)),
            Part(name: "containers", value: permission(policy.containers)),
            Part(name: "clock-tolerance", value: "\(policy.clockHours)"),
            Part(name: "rebindings", value: "\(policy.rebindings)"),
        ]
    }

    /// The policy in a row's detail; nil in rows that earlier versions wrote, which say only what was changed.
    init?(atEndOf detail: String) {
        // What stands before it may be anybody's words, but it is the last.
        guard let last = detail.split(separator: Self.separator).last else { return nil }
        parts = last.split(separator: " ").compactMap { word in
            guard let sign = word.firstIndex(of: "=") else { return nil }
            return Part(name: String(word[..<sign]), value: String(word[word.index(after: sign)...]))
        }
        guard parts.first?.name == Self.first else { return nil }
    }

    private static let first = "threshold"
    private static let separator = "; "

    /// A row's detail that tells also of something else.
    func detail(after others: String) -> String {
        (others.isEmpty ? "" : others + Self.separator)
            + parts.map { "\($0.name)=\($0.value)" }.joined(separator: " ")
    }

    /// The names of the parts that are another in the other one.
    func differences(from other: LoggedPolicy) -> [String] {
        parts.filter { !other.parts.contains($0) }.map(\.name)
    }

    /// What the other one, which the log tells, says where this one differs.
    func settings(toldBy logged: LoggedPolicy) -> [Fact] {
        logged.parts.filter { !parts.contains($0) }.map { .setting(name: $0.name, value: $0.value) }
    }

    /// The names of the parts that a change sets, whatever they were.
    static func names(setBy change: Vault.PolicyChange) -> Set<String> {
        var names: Set<String> = []
        if change.threshold != nil { names.insert(first) }
        if change.readsRootOnly != nil { names.insert("root-only-components") }
        if change.virtualMachines != nil { names.insert("virtual-machines") }
        if change.containers != nil { names.insert("containers") }
        if change.clockHours != nil { names.insert("clock-tolerance") }
        if change.rebindings != nil { names.insert("rebindings") }
        return names
    }

    /// What is different, where the other one is what the log says: "rebindings is 9 and was set to 3".
    func contradictions(to logged: LoggedPolicy) -> [String] {
        parts.filter { !logged.parts.contains($0) }.map { part in
            let told = logged.parts.first { $0.name == part.name }?.value
            return "\(part.name) is \(part.value) and was \(told.map { "set to \($0)" } ?? "never set")"
        }
    }
}
