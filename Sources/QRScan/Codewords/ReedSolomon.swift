/// Corrects errors in places unknown and erasures in places known (Berlekamp and Massey, Forney).
enum ReedSolomon {
    /// The corrected word, or nil if more is wrong than can be corrected.
    ///
    /// - Parameters:
    ///   - word: the data, then `checks` codewords of error correction.
    ///   - erasures: indices that are not to be believed; twice the other errors and these may be `checks`.
    static func corrected(_ word: [UInt8], checks: Int, erasures: [Int]) -> [UInt8]? {
        guard checks > 0, word.count <= 255, word.count > checks, erasures.count <= checks else { return nil }
        let syndromes = (0..<checks).map { root in
            word.reduce(UInt8(0)) { GaloisField.product($0, GaloisField.power(root)) ^ $1 }
        }
        if syndromes.allSatisfy({ $0 == 0 }) { return word }
        let locator = errorLocator(syndromes, erasures: erasures.map { word.count - 1 - $0 })
        guard let degree = locator.lastIndex(where: { $0 != 0 }), degree > 0, degree <= checks else {
            return nil
        }
        let places = (0..<word.count).filter { place in
            GaloisField.value(locator, at: GaloisField.power(-place)) == 0
        }
        guard places.count == degree else { return nil }
        var result = word
        for (place, error) in zip(places, errorValues(syndromes, locator, places)) {
            result[word.count - 1 - place] ^= error
        }
        return isWhole(result, checks: checks) ? result : nil
    }

    private static func isWhole(_ word: [UInt8], checks: Int) -> Bool {
        (0..<checks).allSatisfy { root in
            word.reduce(UInt8(0)) { GaloisField.product($0, GaloisField.power(root)) ^ $1 } == 0
        }
    }

    private static func errorLocator(_ syndromes: [UInt8], erasures: [Int]) -> [UInt8] {
        let count = syndromes.count
        var locator = [UInt8](repeating: 0, count: count + 1)
        locator[0] = 1
        for (index, place) in erasures.enumerated() {
            let root = GaloisField.power(place)
            for power in stride(from: index + 1, to: 0, by: -1) {
                locator[power] ^= GaloisField.product(root, locator[power - 1])
            }
        }
        var helper = locator
        var length = erasures.count
        for step in erasures.count..<count {
            var discrepancy: UInt8 = 0
            for power in 0...step {
                discrepancy ^= GaloisField.product(locator[power], syndromes[step - power])
            }
            helper = [0] + helper.dropLast()
            guard discrepancy != 0 else { continue }
            let before = locator
            for power in 0...count { locator[power] ^= GaloisField.product(discrepancy, helper[power]) }
            if 2 * length <= step + erasures.count {
                length = step + 1 + erasures.count - length
                helper = before.map { GaloisField.quotient($0, discrepancy) }
            }
        }
        return locator
    }

    private static func errorValues(_ syndromes: [UInt8], _ locator: [UInt8], _ places: [Int]) -> [UInt8] {
        var evaluator = [UInt8](repeating: 0, count: syndromes.count)
        for power in evaluator.indices {
            for other in 0...power {
                evaluator[power] ^= GaloisField.product(syndromes[power - other], locator[other])
            }
        }
        // Of the derivative only the odd powers remain.
        let derivative = (0..<locator.count - 1).map { $0 % 2 == 0 ? locator[$0 + 1] : 0 }
        return places.map { place in
            let inverse = GaloisField.power(-place)
            let value = GaloisField.quotient(
                GaloisField.value(evaluator, at: inverse), GaloisField.value(derivative, at: inverse))
            return GaloisField.product(value, GaloisField.power(place))
        }
    }
}
