/// The data of a text form: bytes and their sum as symbols of Crockford's Base32, in groups that each have a
/// check symbol.
package enum TextData {
    /// The bytes of the sum.
    package static let sumSize = 4

    /// More groups than the largest document has.
    package static let mostGroups = 3000

    /// The symbols, values 0 to 31, check symbols among them.
    package static func symbols(of bytes: [UInt8], head: TextHead) -> [UInt8] {
        let data = CrockfordBase32.values(of: padded(bytes + sum(of: bytes, head: head).bytes))
        let needed = (8 * (bytes.count + sumSize) + 4) / 5
        var symbols: [UInt8] = []
        for (index, start) in stride(from: 0, to: needed, by: GroupCheck.dataSymbols).enumerated() {
            let group = data[start..<min(start + GroupCheck.dataSymbols, needed)]
            symbols += group
            symbols.append(GroupCheck.symbol(for: group, number: index + 1))
        }
        return symbols
    }

    /// The bytes, or nil unless every check symbol, the sum and the bits left over are as they must be.
    package static func bytes(of symbols: [UInt8], head: TextHead) -> [UInt8]? {
        var data: [UInt8] = []
        for (index, start) in stride(from: 0, to: symbols.count, by: GroupCheck.groupSymbols).enumerated() {
            let group = symbols[start..<min(start + GroupCheck.groupSymbols, symbols.count)]
            guard group.count > 1, GroupCheck.fits(group, number: index + 1) else { return nil }
            data += group.dropLast()
        }
        guard let all = wholeBytes(of: data), all.count >= sumSize else { return nil }
        let bytes = Array(all.dropLast(sumSize))
        return all.suffix(sumSize).elementsEqual(sum(of: bytes, head: head).bytes) ? bytes : nil
    }

    /// What the sum is of: the head, a zero byte, and the bytes.
    package static func sum(of bytes: some Sequence<UInt8>, head: TextHead) -> CRC32C {
        var sum = CRC32C(of: head.text.utf8)
        sum.update(0)
        sum.update(bytes)
        return sum
    }

    /// The most bytes that as many symbols can carry, beside the sum; negative if not even that.
    static func capacity(of symbols: Int) -> Int {
        let (full, rest) = symbols.quotientAndRemainder(dividingBy: GroupCheck.groupSymbols)
        let data = full * GroupCheck.dataSymbols + max(0, rest - 1)
        return data * 5 / 8 - sumSize
    }

    /// The bytes that symbols carry, and what is there of their sum, with no check made.
    package static func unchecked(_ symbols: [UInt8]) -> [UInt8] {
        CrockfordBase32.bytes(of: data(of: symbols))
    }

    /// Whether a text can end with the last of these symbols: the bits left over are as they must be.
    package static func canEnd(_ symbols: [UInt8]) -> Bool {
        symbols.count % GroupCheck.groupSymbols != 1 && wholeBytes(of: data(of: symbols)) != nil
    }

    /// How many groups so many bytes and their sum take.
    package static func groups(of size: Int) -> Int {
        let symbols = (8 * (size + sumSize) + 4) / 5
        return (symbols + GroupCheck.dataSymbols - 1) / GroupCheck.dataSymbols
    }

    /// The symbols without check symbols.
    package static func data(of symbols: [UInt8]) -> [UInt8] {
        stride(from: 0, to: symbols.count, by: GroupCheck.groupSymbols).flatMap { start in
            symbols[start..<min(start + GroupCheck.groupSymbols, symbols.count)].dropLast()
        }
    }

    private static func wholeBytes(of data: [UInt8]) -> [UInt8]? {
        let spare = data.count * 5 % 8
        guard spare < 5, let last = data.last, last & (1 << spare - 1) == 0 else { return nil }
        return CrockfordBase32.bytes(of: data)
    }

    /// With a zero at the end, so that the last symbol has bits to be filled with.
    private static func padded(_ bytes: [UInt8]) -> [UInt8] {
        bytes + [UInt8](repeating: 0, count: (5 - bytes.count % 5) % 5)
    }
}
