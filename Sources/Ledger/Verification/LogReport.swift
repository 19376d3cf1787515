/// What a look through all of the log found.
package struct LogReport: Sendable {
    /// So many findings are told; the others are counted.
    package static let mostFindings = 20

    /// How many events there are, whole or not.
    package internal(set) var size: Int64 = 0
    /// The first of what is wrong.
    package private(set) var findings: [LogFinding] = []
    /// How much is wrong.
    package private(set) var findingCount = 0
    /// The root over all events, 32 bytes.
    package internal(set) var root: [UInt8] = []
    /// The roots over the first so many events, for the sizes that were asked for.
    package internal(set) var earlierRoots: [UInt64: [UInt8]] = [:]
    /// The signed head, without its root, as it is stored; nil where it is missing.
    package internal(set) var head: [UInt8]?
    /// The audit keys that the events tell of, by their numbers: what came last for each.
    package internal(set) var auditKeys: [AuditKeyRecord] = []

    /// Whether nothing is wrong.
    package var isWhole: Bool { findingCount == 0 }

    mutating func add(_ finding: LogFinding) {
        findingCount += 1
        if findings.count < Self.mostFindings { findings.append(finding) }
    }
}
