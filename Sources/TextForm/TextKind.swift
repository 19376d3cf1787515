/// What a text form is of: the letter between the prefix and the data, `R` in `COUNTERSIGN:R/…`.
package enum TextKind: Character, CaseIterable, Hashable, Sendable {
    /// A product file.
    case product = "P"
    /// A request.
    case request = "R"
    /// A license.
    case license = "L"
    /// A time correction.
    case correction = "T"
}
