import Activation

/// One printable document on paper: its code, the same as text, and in words all that the code carries.
///
/// A pure value. All text in it is clean: no control characters, nothing that changes the direction of what is
/// beside it, and short enough for its place.
package struct Sheet: Hashable, Sendable {
    /// What it is: `Activation request`.
    package let title: String
    /// The same in one sentence, with whom it concerns.
    package let lead: String
    /// The product's name, or its id where no product file is at hand.
    package let product: String
    /// The vendor's name, if it is known.
    package let vendor: String?
    /// For whom and for what; what is not known is left to be filled in by hand.
    package let subject: [Field]
    /// The codes, one for a document that fits one.
    package let codes: [SheetCode]
    /// Every fact that the code carries.
    package let facts: [Field]
    /// The heading over them; it says so where they are shortened.
    package let factsTitle: String
    /// What people ask about and is not in the code.
    package let absent: String?
    /// The text form for typing; nil where it would be too long to type.
    package let typing: Typing?
    /// The telephone's code, six digits a group; nil where there is none.
    package let phoneCode: [String]?
    /// What becomes of what is read aloud, before the command that takes it.
    let phoneNote: String
    let phoneCommand: String
    /// Where the vendor is reached.
    package let contact: [Field]
    /// Whether that stands below the code: beside it, the groups for the telephone take the room.
    package var hasContactBelowCode: Bool { phoneCode?.isEmpty == false }
    /// The heading above the steps.
    package let stepsTitle: String
    /// What happens next.
    package let steps: [Step]
    /// Where somebody signs: for each place, as what.
    package let signatures: [String]
    /// Which program made it, and when.
    package let maker: String
    /// When it was made.
    package let madeAt: UnixTime

    /// A label and what stands beside it.
    package struct Field: Hashable, Sendable {
        /// Such as `product`.
        package let label: String
        /// Nil is a line to write on.
        package let value: String?

        /// Whether it goes across the page rather than into one of two columns.
        package var isWide: Bool { (value?.unicodeScalars.count ?? 0) > Self.wide }
        private static let wide = 240

        /// A label and what stands beside it; both are made clean.
        package init(label: String, value: String?) {
            self.label = SheetText.clean(label)
            self.value = value.map { SheetText.clean($0) }
        }
    }

    /// The text form, cut for the eye.
    package struct Typing: Hashable, Sendable {
        /// Ten symbols with their number.
        package struct Group: Hashable, Sendable {
            /// `07.`
            package let number: String
            /// `ABCDE-FGHJK`
            package let symbols: String
        }

        /// In order.
        package let groups: [Group]

        /// The text form, cut for the eye.
        ///
        /// - Parameter groups: such as `07. ABCDE-FGHJK`.
        package init(groups: [String]) {
            self.groups = groups.map { group in
                let parts = SheetText.clean(group).split(separator: " ", maxSplits: 1)
                return Group(number: parts.first.map { "\($0) " } ?? "", symbols: parts.dropFirst().joined())
            }
        }

        /// How it is typed.
        package var note: String {
            "Capitals, dashes, spaces, line breaks and the numbers do not matter. The letters I and L count as 1, O "
                + "counts as 0; there is no U. The last character of a group checks it, so a mistyped group is named."
        }
    }

    /// The codes of each page: one on the first, four on each that follows.
    package var pages: [[SheetCode]] {
        guard let first = codes.first else { return [[]] }
        let rest = Array(codes.dropFirst())
        return [[first]]
            + stride(from: 0, to: rest.count, by: Self.codesOnLaterPages).map {
                Array(rest[$0..<min($0 + Self.codesOnLaterPages, rest.count)])
            }
    }

    private static let codesOnLaterPages = 4

    /// What stands at the head of each page after the first.
    package static let seriesNote = "All the codes of the series belong together; scan them in any order."

    /// What the file is called in a browser's tab.
    package var documentTitle: String {
        "\(title): \(product)" + (subject.first.flatMap(\.value).map { ", \($0)" } ?? "")
    }

    /// What stands at the foot of a page, counted from 1.
    package func footer(page: Int) -> String {
        let count = pages.count
        return "\(maker) · " + (count == 1 ? "1 page" : "page \(page) of \(count)")
    }
}
