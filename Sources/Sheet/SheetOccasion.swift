import Activation

/// What is known beside the document when a sheet of it is made.
package struct SheetOccasion: Hashable, Sendable {
    /// Names, and where to call; nil where no product file is at hand.
    package let productFile: ProductFile?
    /// The customer's name, where the ledger knows it.
    package let customer: String?
    /// The groups of the telephone's code, if there is one.
    package let phoneCode: [String]?
    /// The program with its version: its name, a space, `0.1.0`.
    package let program: String
    /// What the page's readers type.
    package let commands: SheetCommands
    /// When the page is made, as it says itself.
    package let madeAt: UnixTime

    /// What is known beside the document.
    package init(
        productFile: ProductFile?, customer: String? = nil, phoneCode: [String]? = nil, program: String,
        commands: SheetCommands, madeAt: UnixTime
    ) {
        self.productFile = productFile
        self.customer = customer
        self.phoneCode = phoneCode
        self.program = program
        self.commands = commands
        self.madeAt = madeAt
    }
}
