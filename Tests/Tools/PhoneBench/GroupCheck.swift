import PhoneCode

/// A way to check groups of six digits: five of data and a check digit.
protocol GroupCheck {
    /// The digits of a code's groups, each with the check digit that it has by this check.
    func groups(_ spoken: [DigitGroup]) -> [[UInt8]]

    /// Whether six digits are right at a place of a code.
    ///
    /// - Parameter number: of the group, from 1.
    func fits(_ digits: [UInt8], number: Int, of direction: CodeDirection) -> Bool
}
