import Refusals

/// What a carrier makes of an armoured document: the tolerant door takes each, and the strict one none.
package struct CarriedText: Sendable, CustomStringConvertible {
    /// What was done.
    package let description: String
    /// The code that it is refused with at the strict door of what programs write.
    package let strictly: RefusalCode
    /// Does it to a text.
    package let change: @Sendable (String) -> String

    init(_ description: String, _ strictly: RefusalCode, _ change: @escaping @Sendable (String) -> String) {
        (self.description, self.strictly, self.change) = (description, strictly, change)
    }

    /// Ways of which each alone is enough.
    package static let all: [CarriedText] = [
        CarriedText("a mail's head", .documentMalformed) {
            "From: desk@example.com\nTo: yard@example.com\nSubject: Your license\n\n\($0)"
        },
        CarriedText("a word before it", .documentMalformed) { "Here it is:\n\($0)" },
        CarriedText("a signature after it", .documentMalformed) { "\($0)\n-- \nYours\n" },
        CarriedText("a letter after it", .documentMalformed) { "\($0)x" },
        CarriedText("quoted", .documentUnrecognized) { text in
            text.split(separator: "\n").map { "> \($0)\n" }.joined()
        },
        CarriedText("on one line", .documentTruncated) { $0.replacing("\n", with: " ") },
        CarriedText("in HTML", .documentUnrecognized) {
            "<html><body><p>\($0.replacing("\n", with: "<br>"))</p></body></html>"
        },
        CarriedText("with longer dashes", .documentUnrecognized) { $0.replacing("--", with: "\u{2014}") },
        CarriedText("spaces that cannot be broken", .documentUnrecognized) {
            $0.replacing(" ", with: "\u{a0}")
        },
        CarriedText("without its last dashes", .documentTruncated) { String($0.dropLast(3)) },
    ]
}
