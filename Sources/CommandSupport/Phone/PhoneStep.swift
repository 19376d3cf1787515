import PhoneCode

/// A step of typing for another program: what was taken, what was wrong, what is next.
package struct PhoneStep: Encodable, Sendable {
    /// A fault in a group.
    package struct Fault: Encodable, Sendable {
        let code: String
        let group: Int?
        let message: String
    }

    /// The groups that were taken now.
    package let accepted: [Int]
    /// What has to be typed again.
    package let faults: [Fault]
    /// The groups that are missing still.
    package let missing: [Int]
    /// The first of them.
    package let next: Int?
    /// How many groups there are in all.
    package let groups: Int

    /// What became of what was typed.
    package init(_ events: [EntryEvent], _ entry: CodeEntry) {
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
    package func render(into text: inout TextReport) {
        for fault in faults { text.paragraph(fault.message, .caution) }
        if !accepted.isEmpty { text.field("right", NumberRuns.text(accepted.sorted())) }
        text.field("missing", missing.isEmpty ? "none" : NumberRuns.text(missing))
    }
}
