import PhoneCode

/// The groups of a code as they are shown to whoever reads them aloud.
extension TextReport {
    /// Two columns of digits, read downwards, with their numbers; words in one.
    public mutating func groups(_ groups: [String]) {
        self.groups(Dictionary(uniqueKeysWithValues: zip(1..., groups)))
    }

    /// The same for those that are there.
    mutating func groups(_ groups: [Int: String], indent: Int = 6) {
        let all = groups.sorted { $0.key < $1.key }
        let isWords = all.first?.value.contains { $0.isLetter } ?? false
        let columns = isWords || all.count < 6 ? 1 : 2
        let rows = (all.count + columns - 1) / columns
        for row in 0..<rows {
            let cells = stride(from: row, to: all.count, by: rows).map { place in
                "\(all[place].key < 10 ? " " : "")\(all[place].key)   \(all[place].value)"
            }
            verbatim(String(repeating: " ", count: indent) + cells.joined(separator: "          "))
        }
    }
}

/// A step of typing for another program: what was taken, what was wrong, what is next.
public struct PhoneStep: Encodable, Sendable {
    /// A fault in a group.
    public struct Fault: Encodable, Sendable {
        let code: String
        let group: Int?
        let message: String
    }

    /// The groups that were taken now.
    public let accepted: [Int]
    /// What has to be typed again.
    public let faults: [Fault]
    /// The groups that are missing still.
    public let missing: [Int]
    /// The first of them.
    public let next: Int?
    /// How many groups there are in all.
    public let groups: Int

    /// What became of what was typed.
    public init(_ events: [EntryEvent], _ entry: CodeEntry) {
        accepted = events.compactMap(\.acceptedGroup)
        faults = events.compactMap { event in
            event.code.flatMap { code in
                event.sentence(entry.form).map {
                    Fault(code: code, group: event.faultyGroup, message: $0)
                }
            }
        }
        missing = entry.missing
        next = entry.nextNumber
        groups = entry.groupCount
    }

    /// Says the same in words.
    public func render(into text: inout TextReport) {
        for fault in faults { text.paragraph(fault.message, .caution) }
        if !accepted.isEmpty { text.field("right", NumberRuns.text(accepted.sorted())) }
        text.field("missing", missing.isEmpty ? "none" : NumberRuns.text(missing))
    }
}
