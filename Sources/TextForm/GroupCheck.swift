/// The check symbol of a group: nine symbols of data at the most, and one that depends on them and on the
/// group's number.
///
/// In GF(32), the polynomials over GF(2) modulo x^5 + x^2 + 1, with `a` for x: the symbols `d1 … dn` and the
/// check symbol `c` of group `g` (counted from 1) keep `d1·a + d2·a^2 + … + dn·a^n + c = g mod 32`. All ten
/// factors differ and none is zero, so every wrong symbol is found, and every swap of two in one group. What
/// the sum is instead of `g mod 32` says whose place a group has taken.
package enum GroupCheck {
    /// The most symbols of data in a group.
    package static let dataSymbols = 9
    /// The symbols of a full group.
    package static let groupSymbols = dataSymbols + 1

    /// What the group's number must be modulo 32 for its symbols to fit: the last one is the check symbol.
    package static func number(of group: some Collection<UInt8>) -> UInt8 {
        var sum = Sum()
        for symbol in group { sum.append(symbol) }
        return sum.number
    }

    /// Whether the symbols, the last one of which is the check symbol, fit a group of this number.
    package static func fits(_ group: some Collection<UInt8>, number: Int) -> Bool {
        self.number(of: group) == seed(of: number)
    }

    /// The check symbol that goes with data in the group of this number.
    package static func symbol(for data: some Collection<UInt8>, number: Int) -> UInt8 {
        var sum = Sum()
        for symbol in data { sum.append(symbol) }
        return sum.weighted ^ seed(of: number)
    }

    /// What a group's sum must be.
    package static func seed(of number: Int) -> UInt8 { UInt8(truncatingIfNeeded: number & 31) }

    /// The sum of a group that grows symbol by symbol, so that every length can be looked at.
    package struct Sum {
        /// All symbols so far, as data.
        fileprivate(set) var weighted: UInt8 = 0
        /// All but the last, as data, and the last as the check symbol.
        private(set) package var number: UInt8 = 0
        private var weight: UInt8 = 1

        package init() {}

        /// Takes in the next symbol, 0 to 31.
        package mutating func append(_ symbol: UInt8) {
            number = weighted ^ symbol
            weight = doubled(weight)
            weighted ^= product(symbol, weight)
        }
    }

    /// The change of the symbol at one place (of the check symbol, if nil) that hides the change of the one at
    /// another from the check.
    package static func change(at place: Int?, hiding change: UInt8, at other: Int) -> UInt8 {
        let weighted = product(change, weights[other])
        guard let place else { return weighted }
        return product(weighted, inverses[Int(weights[place])])
    }

    /// The factors of the symbols of data.
    private static let weights: [UInt8] = (1...dataSymbols).reduce(into: []) { weights, _ in
        weights.append(doubled(weights.last ?? 1))
    }

    private static let inverses: [UInt8] = (0..<32 as Range<UInt8>).map { value in
        (0..<32 as Range<UInt8>).first { product(value, $0) == 1 } ?? 0
    }

    private static func doubled(_ value: UInt8) -> UInt8 {
        let shifted = value << 1
        return shifted & 0b10_0000 == 0 ? shifted : shifted ^ 0b10_0101
    }

    private static func product(_ one: UInt8, _ other: UInt8) -> UInt8 {
        var product: UInt8 = 0
        var shifted = one
        for bit in 0..<5 {
            if other >> bit & 1 == 1 { product ^= shifted }
            shifted = doubled(shifted)
        }
        return product
    }
}
