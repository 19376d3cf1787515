extension UnixTime {
    /// The minute, in UTC, for a table: `2026-11-23 17:09`. JSON has the whole.
    package var shortText: String {
        let text = description
        return "\(text.prefix(10)) \(text.dropFirst(11).prefix(5))"
    }
}
