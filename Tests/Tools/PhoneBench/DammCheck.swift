import PhoneCode

/// The check of the product itself, through its public face: Damm's, which begins with the number of the
/// group.
struct DammCheck: GroupCheck {
    /// The groups as they are spoken.
    func groups(_ spoken: [DigitGroup]) -> [[UInt8]] { spoken.map(\.digits) }

    /// What the product says of such a group.
    func fits(_ digits: [UInt8], number: Int, of direction: CodeDirection) -> Bool {
        DigitGroup(digits: digits)?.fits(number: number, of: direction) ?? false
    }
}
