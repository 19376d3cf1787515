/// What a keyboard layout makes of the keys that a scanner presses: scanners type like a keyboard, and believe that
/// the computer's is a US one unless they are told otherwise.
struct KeyboardLayout: Sendable {
    /// As people call it: `German`.
    let name: String
    private let base: [Unicode.Scalar: Unicode.Scalar]
    private let upper: [Unicode.Scalar: Unicode.Scalar]

    /// What Caps Lock does.
    enum Lock: CaseIterable {
        /// It is off.
        case off
        /// Letters change their case, as on most computers.
        case capitals
        /// Every key gives what it gives with Shift, as on typewriters.
        case shift
        /// Every key gives with Shift what it gives without, and the other way round.
        case inverse
    }

    /// What stands in a table where a key gives nothing by itself.
    private static let nothing: Unicode.Scalar = "□"

    init(_ name: String, _ base: String, shifted: String) {
        self.name = name
        self.base = Self.table(base)
        upper = Self.table(shifted)
    }

    private static func table(_ row: String) -> [Unicode.Scalar: Unicode.Scalar] {
        let pairs = zip(keys.unicodeScalars, row.unicodeScalars).filter { $1 != nothing }
        return Dictionary(pairs) { first, _ in first }
    }

    /// What appears where the scanner means a capital, a digit or a sign; nil if nothing does.
    func typed(_ wanted: Unicode.Scalar, lock: Lock) -> Unicode.Scalar? {
        let isLetter = ("A"..."Z" as ClosedRange<Unicode.Scalar>).contains(wanted)
        let key = isLetter ? wanted.properties.lowercaseMapping.unicodeScalars.first : Self.shifted[wanted]
        let isShifted = key != nil
        let pressed = key ?? wanted
        switch lock {
        case .off: return isShifted ? upper[pressed] : base[pressed]
        case .shift: return upper[pressed]
        case .inverse: return isShifted ? base[pressed] : upper[pressed]
        case .capitals:
            guard hasCase(pressed) else { return (isShifted ? upper[pressed] : base[pressed]).map(\.capital) }
            return isShifted ? base[pressed] : upper[pressed]
        }
    }

    /// Whether Caps Lock makes a key give its other character.
    private func hasCase(_ key: Unicode.Scalar) -> Bool {
        guard let small = base[key], let large = upper[key], small != large else { return false }
        let hasNoCapital = small.properties.isAlphabetic && small.capital == small
        return small.capital == large || hasNoCapital
            || (key.properties.isAlphabetic && large.properties.isAlphabetic)
    }
}

extension Unicode.Scalar {
    /// The capital of any letter that has one of one character.
    var capital: Unicode.Scalar {
        let capitals = properties.uppercaseMapping.unicodeScalars
        guard let first = capitals.first, capitals.count == 1 else { return self }
        return first
    }
}
