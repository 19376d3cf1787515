/// How the codewords of a code are divided into blocks (ISO/IEC 18004, table 9).
struct QRBlocks: Sendable {
    /// Of each block.
    let errorCorrection: Int
    /// Of all blocks, data and error correction.
    private let lengths: [Int]

    /// - Parameter level: 0 to 3: L, M, Q, H.
    init?(version: Int, level: Int, codewords: Int) {
        guard (1...40).contains(version), (0..<4).contains(level) else { return nil }
        errorCorrection = Self.perBlock[level][version - 1]
        let count = Self.blocks[level][version - 1]
        let short = codewords / count
        lengths = (0..<count).map { $0 < count - codewords % count ? short : short + 1 }
    }

    /// For each block, the places of its codewords in the code, data first.
    var places: [[Int]] {
        let shortData = (lengths.first ?? 0) - errorCorrection
        var places: [[Int]] = Array(repeating: [], count: lengths.count)
        var next = 0
        // All data codewords in turn, where the longer blocks have one more, then the others in turn.
        for index in 0...shortData {
            for block in lengths.indices where index < lengths[block] - errorCorrection {
                places[block].append(next)
                next += 1
            }
        }
        for _ in 0..<errorCorrection {
            for block in lengths.indices {
                places[block].append(next)
                next += 1
            }
        }
        return places
    }

    private static let perBlock = [
        [
            7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28, 28, 28, 30, 30, 26,
            28, 30,
            30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30,
        ],
        [
            10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26, 26, 28, 28, 28,
            28, 28, 28,
            28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28,
        ],
        [
            13, 22, 18, 26, 18, 24, 18, 22, 20, 24, 28, 26, 24, 20, 30, 24, 28, 28, 26, 30, 28, 30, 30, 30,
            30, 28, 30,
            30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30,
        ],
        [
            17, 28, 22, 16, 22, 28, 26, 26, 24, 28, 24, 28, 22, 24, 24, 30, 28, 28, 26, 28, 30, 24, 30, 30,
            30, 30, 30,
            30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30,
        ],
    ]

    private static let blocks = [
        [
            1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8, 8, 9, 9, 10, 12, 12, 12, 13, 14, 15,
            16, 17, 18,
            19, 19, 20, 21, 22, 24, 25,
        ],
        [
            1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16, 17, 17, 18, 20, 21, 23, 25, 26,
            28, 29,
            31, 33, 35, 37, 38, 40, 43, 45, 47, 49,
        ],
        [
            1, 1, 2, 2, 4, 4, 6, 6, 8, 8, 8, 10, 12, 16, 12, 17, 16, 18, 21, 20, 23, 23, 25, 27, 29, 34, 34,
            35, 38, 40,
            43, 45, 48, 51, 53, 56, 59, 62, 65, 68,
        ],
        [
            1, 1, 2, 4, 4, 4, 5, 6, 8, 8, 11, 11, 16, 16, 18, 16, 19, 21, 25, 25, 25, 34, 30, 32, 35, 37, 40,
            42, 45,
            48, 51, 54, 57, 60, 63, 66, 70, 74, 77, 81,
        ],
    ]
}
