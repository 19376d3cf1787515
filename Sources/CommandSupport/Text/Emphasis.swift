/// What a piece of text means to the reader. Colour only repeats what the words say.
package enum Emphasis: Sendable {
    /// As everything else.
    case plain
    /// A heading, or the word that matters.
    case strong
    /// A yes.
    case good
    /// Something to look after soon.
    case caution
    /// A no.
    case bad
    /// Of little weight.
    case faint

    /// The parameter of ECMA-48's SGR.
    var code: String? {
        switch self {
        case .plain: nil
        case .strong: "1"
        case .good: "32"
        case .caution: "33"
        case .bad: "31"
        case .faint: "2"
        }
    }
}
