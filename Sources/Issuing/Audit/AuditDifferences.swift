import Refusals

/// In what the ledger differs from what its audit log tells, where the log itself is whole.
package struct AuditDifferences: Sendable {
    /// So many are told; the others are counted.
    package static let most = 20

    /// The first of them, each as `audit.broken`.
    package private(set) var first: [Refusal] = []
    package private(set) var count = 0

    package init() {}

    package var isEmpty: Bool { count == 0 }

    package mutating func add(_ difference: Refusal) {
        count += 1
        if first.count < Self.most { first.append(difference) }
    }
}
