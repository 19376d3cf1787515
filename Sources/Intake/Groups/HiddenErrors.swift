import TextForm

/// Where errors may be that no check symbol shows, in a text all groups of which fit and the sum does not.
///
/// The sum, of 32 bits, finds the place: of all the ways in which two symbols of a group can be wrong and hide each
/// other, some fifty thousand in a request, hardly ever one mends it by chance.
struct HiddenErrors {
    /// The groups that would mend the sum if two of their symbols were others, or if the two were swapped.
    let groups: [Int]

    /// - Parameters:
    ///   - symbols: values, check symbols among them; all groups fit.
    ///   - heads: what may stand before the slash.
    init(in symbols: [UInt8], heads: [TextHead]) {
        let sums = SymbolSums(symbols)
        let wanted = Set(heads.compactMap { sums.difference(under: $0) })
        let count = (symbols.count + GroupCheck.groupSymbols - 1) / GroupCheck.groupSymbols
        let pairs = (1...max(1, count)).filter { Self.isMended(group: $0, of: symbols.count, sums, wanted) }
        groups = pairs.isEmpty ? Self.swapped(symbols, heads) : pairs
    }

    /// Whether two other symbols in the group give one of the sums, and keep its check.
    private static func isMended(group: Int, of count: Int, _ sums: SymbolSums, _ wanted: Set<UInt32>) -> Bool
    {
        let start = (group - 1) * GroupCheck.groupSymbols
        let size = min(GroupCheck.groupSymbols, count - start)
        guard size > 1 else { return false }
        for first in 0..<(size - 1) {
            for second in (first + 1)..<size {
                for change in 1..<32 as Range<UInt8> {
                    let isCheck = second == size - 1
                    let other = GroupCheck.change(
                        at: isCheck ? nil : second, hiding: change, at: first)
                    let sum =
                        sums.change(start + first, by: change)
                        ^ (isCheck ? 0 : sums.change(start + second, by: other))
                    if wanted.contains(sum) { return true }
                }
            }
        }
        return false
    }

    /// Two groups, 32 apart, each of which stands in the other's place.
    private static func swapped(_ symbols: [UInt8], _ heads: [TextHead]) -> [Int] {
        let size = GroupCheck.groupSymbols
        for start in stride(from: 0, to: symbols.count - 33 * size + 1, by: size) {
            let one = start..<(start + size)
            let other = (start + 32 * size)..<(start + 33 * size)
            guard symbols[one] != symbols[other] else { continue }
            var mended = symbols
            mended.replaceSubrange(one, with: symbols[other])
            mended.replaceSubrange(other, with: symbols[one])
            if heads.contains(where: { TextData.bytes(of: mended, head: $0) != nil }) {
                let group = start / size + 1
                return [group, group + 32]
            }
        }
        return []
    }
}

/// What each symbol of a text does to its sum. A sum of this kind is linear: what two changes do together is what
/// they do one by one, added.
private struct SymbolSums {
    /// For each bit of the data, the difference that it makes.
    private var bits: [UInt32]
    private let bytes: [UInt8]

    init(_ symbols: [UInt8]) {
        bytes = TextData.unchecked(symbols)
        let content = max(0, bytes.count - TextData.sumSize)
        let dataBits = TextData.data(of: symbols).count * 5
        // Bits left over are zero, and make no document another.
        bits = [UInt32](repeating: 0, count: dataBits)
        let places = (0..<8 as Range<UInt8>).map { UInt8(0x80) >> $0 }
        var differences = places.map { CRC32C.difference(of: $0) }
        for byte in stride(from: content - 1, through: 0, by: -1) {
            for bit in 0..<8 { bits[8 * byte + bit] = differences[bit] }
            differences = differences.map { CRC32C.moved($0) }
        }
        for bit in (8 * content)..<(8 * bytes.count) where bit < dataBits {
            bits[bit] = 1 << UInt32(31 - (bit - 8 * content))
        }
    }

    /// What is between the sum that is there and the one that should be; nil if the text is too short for one.
    func difference(under head: TextHead) -> UInt32? {
        guard bytes.count >= TextData.sumSize else { return nil }
        let there = bytes.suffix(TextData.sumSize).reduce(0 as UInt32) { $0 << 8 | UInt32($1) }
        let difference = TextData.sum(of: bytes.dropLast(TextData.sumSize), head: head).value ^ there
        return difference == 0 ? nil : difference
    }

    /// What a change of the symbol at a place, check symbols counted, does to the sum.
    func change(_ place: Int, by change: UInt8) -> UInt32 {
        let (group, offset) = place.quotientAndRemainder(dividingBy: GroupCheck.groupSymbols)
        let first = 5 * (group * GroupCheck.dataSymbols + offset)
        var sum: UInt32 = 0
        for bit in 0..<5 where change >> UInt8(4 - bit) & 1 == 1 && first + bit < bits.count {
            sum ^= bits[first + bit]
        }
        return sum
    }
}
