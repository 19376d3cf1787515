/// A code as its bits, which digits and words carry alike.
public struct SpokenCode: Hashable, Sendable {
    /// Which way it goes.
    public let direction: CodeDirection
    /// As many as the direction says.
    let field: BitField

    init(direction: CodeDirection, field: BitField) {
        self.direction = direction
        self.field = field
    }

    /// The code in groups of six digits: 10 or 32.
    public var digitGroups: [DigitGroup] {
        let places = DecimalForm.places(of: field, count: direction.groupCount)
        return zip(1..., places).map { DigitGroup(data: $1, number: $0, of: direction) }
    }

    /// A code from all its groups, each of which fits its place; nil if they are not as many, one does not fit, or
    /// the number is larger than any code (then the first group is wrong).
    public init?(digitGroups groups: [DigitGroup], direction: CodeDirection) {
        guard groups.count == direction.groupCount,
            zip(1..., groups).allSatisfy({ $1.fits(number: $0, of: direction) }),
            let field = DecimalForm.field(of: groups.map(\.data), bitCount: direction.bitCount)
        else { return nil }
        self.init(direction: direction, field: field)
    }
}
