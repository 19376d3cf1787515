/// What is wrong with the log, or with the tables that follow from it.
package struct LogFinding: Hashable, Sendable {
    /// The event concerned; nil where it is about none in particular.
    package let event: Int64?
    /// One sentence for a person.
    package let sentence: String

    /// A finding, about an event if one is concerned.
    package init(event: Int64? = nil, _ sentence: String) {
        self.event = event
        self.sentence = sentence
    }
}
