/// The modules of a code as they were seen: above 0 dark, below 0 light, the farther from 0 the surer.
struct SoftModules: Sendable {
    let layout: QRLayout
    /// By row and column.
    var values: [Float]

    /// What a reading gives.
    struct Reading {
        /// The text's bytes, if every block could be corrected.
        var content: [UInt8]?
        /// The modules whose colours are now known: those of the blocks that were corrected.
        var known: [(index: Int, isDark: Bool)]
        /// Whether no codeword had to be left out: then a misreading is next to impossible.
        var isCertain = true
    }

    /// Reads the codewords and corrects them.
    func reading() -> Reading {
        var best = Reading(content: nil, known: [])
        let places = layout.dataPlaces
        for format in formats().prefix(2) {
            guard
                let blocks = QRBlocks(
                    version: layout.version, level: format.level, codewords: places.count / 8)
            else { continue }
            let reading = read(places, blocks, mask: format.mask)
            if reading.content != nil { return reading }
            if reading.known.count > best.known.count { best = reading }
        }
        return best
    }

    /// The levels and masks, likeliest first (section 7.9).
    private func formats() -> [(level: Int, mask: Int)] {
        let seen = layout.formatPlaces.map { copy in copy.map { values[$0.row * layout.side + $0.column] } }
        let scored = (0..<32).map { data in
            let bits = Self.formatBits(data)
            var score: Float = 0
            for copy in seen {
                for (bit, value) in copy.enumerated() { score += (bits >> bit) & 1 == 1 ? value : -value }
            }
            return (data: data, score: score)
        }
        return scored.sorted { $0.score > $1.score }.map {
            (level: [1, 0, 3, 2][$0.data >> 3], mask: $0.data & 7)
        }
    }

    private static func formatBits(_ data: Int) -> Int {
        var remainder = data
        for _ in 0..<10 { remainder = (remainder << 1) ^ ((remainder >> 9) * 0x537) }
        return (data << 10 | remainder) ^ 0x5412
    }

    private func read(_ places: [Int], _ blocks: QRBlocks, mask: Int) -> Reading {
        let side = layout.side
        let unmasked = places.map { place in
            QRLayout.masks(mask, column: place % side, row: place / side) ? -values[place] : values[place]
        }
        var reading = Reading(content: [], known: [])
        for block in blocks.places {
            let soft = block.map { Array(unmasked[$0 * 8..<$0 * 8 + 8]) }
            guard let (word, isCertain) = SoftBlock(soft).corrected(checks: blocks.errorCorrection) else {
                reading.content = nil
                continue
            }
            reading.isCertain = reading.isCertain && isCertain
            reading.content?.append(contentsOf: word.dropLast(blocks.errorCorrection))
            for (codeword, index) in zip(word, block) {
                for bit in 0..<8 {
                    let place = places[index * 8 + bit]
                    let masked = QRLayout.masks(mask, column: place % side, row: place / side)
                    reading.known.append((place, ((codeword >> (7 - bit)) & 1 == 1) != masked))
                }
            }
        }
        reading.content = reading.content.flatMap { QRPayload.content(of: $0, version: layout.version) }
        return reading
    }
}
