import PhoneCode

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
