import TextForm

/// Finds where the data of a text form ends: how long it is stands nowhere, and anything may follow it. It ends
/// where all its checks hold, at the end of a word.
///
/// Anybody can append symbols to a text so that its checks, which have no key, hold at the new end as well. A
/// document says itself how long it is, so such symbols do not hide it.
struct FormEnd {
    /// The document, or the part of a series with its identifier.
    let bytes: [UInt8]
    /// How many of the symbols it took.
    let count: Int

    /// The whole text form that the symbols begin with: the one that is a whole document by its own lengths, or
    /// else the longest; nil if they begin with none.
    ///
    /// - Parameter head: what stood before the slash.
    init?(of symbols: some Sequence<TypedSymbol>, head: String) {
        var scan = Scan(head: head)
        var found: (bytes: Int, symbols: Int)?
        for symbol in symbols {
            if symbol.gap != .none, let bytes = scan.wholeBytes {
                found = (bytes, scan.count)
                if DocumentOutline.isWhole(Array(scan.bytes.prefix(bytes))) { break }
            }
            guard let value = symbol.value else { break }
            guard scan.append(value) else { break }
        }
        // Also where the symbols end, or something that is no symbol follows. After the break above it is the same.
        if !scan.isBroken, let bytes = scan.wholeBytes { found = (bytes, scan.count) }
        guard let found else { return nil }
        bytes = Array(scan.bytes.prefix(found.bytes))
        count = found.symbols
    }

    /// What is known after each symbol, so that every end costs the same to look at.
    private struct Scan {
        private(set) var bytes: [UInt8] = []
        private(set) var count = 0
        private(set) var isBroken = false
        /// The sum of everything before each byte.
        private var sums: [CRC32C]
        private var group = GroupCheck.Sum()
        private var groupCount = 0
        private var number = 1
        private var dataBits = 0
        private var buffer = 0
        /// The newest symbol: a check symbol or data, as the next one will tell.
        private var held: UInt8?

        init(head: String) {
            var sum = CRC32C(of: head.utf8)
            sum.update(0)
            sums = [sum]
        }

        /// Takes in a symbol; false if a full group does not fit.
        mutating func append(_ value: UInt8) -> Bool {
            if groupCount == GroupCheck.groupSymbols {
                group = GroupCheck.Sum()
                (groupCount, held) = (0, nil)
                number += 1
            }
            if let held { push(held) }
            held = value
            group.append(value)
            groupCount += 1
            count += 1
            isBroken = groupCount == GroupCheck.groupSymbols && !fits
            return !isBroken
        }

        private var fits: Bool { group.number == GroupCheck.seed(of: number) }

        private mutating func push(_ value: UInt8) {
            buffer = (buffer << 5 | Int(value)) & 0xfff
            dataBits += 5
            guard dataBits / 8 > bytes.count else { return }
            let byte = UInt8(truncatingIfNeeded: buffer >> (dataBits % 8))
            bytes.append(byte)
            var sum = sums[sums.count - 1]
            sum.update(byte)
            sums.append(sum)
        }

        /// How many bytes there are without their sum, if it all ends here as it must.
        var wholeBytes: Int? {
            let spare = dataBits % 8
            let size = bytes.count - TextData.sumSize
            guard groupCount > 1, fits, spare < 5, buffer & (1 << spare - 1) == 0, size >= 0,
                bytes.suffix(TextData.sumSize).elementsEqual(sums[size].bytes)
            else { return nil }
            return size
        }
    }
}
