/// A block of codewords with what is known of the sureness of each bit.
struct SoftBlock {
    /// Eight for each codeword, the highest bit first.
    private let bits: [[Float]]
    private let word: [UInt8]

    init(_ bits: [[Float]]) {
        self.bits = bits
        word = bits.map { $0.reduce(UInt8(0)) { $0 << 1 | ($1 > 0 ? 1 : 0) } }
    }

    /// The corrected block, of all that correction can give the one that contradicts least of what was seen;
    /// nil if there is none. It is certain if nothing was left out.
    ///
    /// Tried with more and more of the least sure codewords not believed at all (generalised minimum distance,
    /// Forney 1966): that corrects up to twice as many errors.
    func corrected(checks: Int) -> (word: [UInt8], isCertain: Bool)? {
        if let plain = ReedSolomon.corrected(word, checks: checks, erasures: []) { return (plain, true) }
        let doubtful = bits.indices.sorted { sureness($0) < sureness($1) }
        var best: (word: [UInt8], cost: Float)?
        for erased in stride(from: 2, through: checks - 2, by: 2) {
            guard
                let candidate = ReedSolomon.corrected(
                    word, checks: checks, erasures: Array(doubtful.prefix(erased)))
            else { continue }
            let cost = cost(of: candidate)
            if cost < best?.cost ?? .infinity { best = (candidate, cost) }
        }
        return best.map { ($0.word, false) }
    }

    private func sureness(_ index: Int) -> Float { bits[index].map { abs($0) }.min() ?? 0 }

    private func cost(of candidate: [UInt8]) -> Float {
        var sum: Float = 0
        for (index, codeword) in candidate.enumerated() where codeword != word[index] {
            for bit in 0..<8 where (codeword ^ word[index]) >> (7 - bit) & 1 == 1 {
                sum += abs(bits[index][bit])
            }
        }
        return sum
    }
}
