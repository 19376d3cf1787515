extension Sheet {
    /// One of the things to do.
    package struct Step: Hashable, Sendable {
        /// In words.
        package let text: String
        /// What is typed for it, if anything is.
        package let command: String?
        /// Whether it is one of several ways to do what the step before says, of which one is enough; it has no number.
        package let isWay: Bool

        /// A thing to do, and what is typed for it.
        package init(_ text: String, command: String? = nil) { self.init(text, command, isWay: false) }

        /// One of the ways to do what the step before says.
        package static func way(_ text: String, command: String) -> Step {
            Step(text, command, isWay: true)
        }

        private init(_ text: String, _ command: String?, isWay: Bool) {
            self.text = SheetText.clean(text)
            self.command = command.map { SheetText.clean($0) }
            self.isWay = isWay
        }

        /// What stands before a way in place of a number.
        package static let waySign = "–"
        /// From the page's edge of the list to the text of a step, in millimetres.
        package static let indent = 5.0
        /// The same for a way.
        package static let wayIndent = 8.5
        /// The white below a step, in millimetres.
        package static let gap = 1.2

        /// From the edge of the list to this step's text, in millimetres.
        package var textIndent: Double { isWay ? Self.wayIndent : Self.indent }
    }

    /// The steps with what stands before each: its number, or a dash before a way.
    package var labelledSteps: [(label: String, step: Step)] {
        var number = 0
        return steps.map { step in
            if !step.isWay { number += 1 }
            return (step.isWay ? Step.waySign : "\(number)", step)
        }
    }
}
