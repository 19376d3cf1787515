/// The multiples 0·B to n·B of edwards25519's base point B, to be found by their y: a hash table with open addressing.
///
/// A point and its negative have the same y, so that n entries tell 2n + 1 points.
struct MultiplesTable: Sendable {
    /// n. Making the table takes n additions, and a search through 2^32 points 2^31 / n; their sum is least for
    /// n = 2^15.5. A power of two above that, because the table is made while someone is typing, and the search is
    /// what he waits for.
    static let count: UInt32 = 1 << 16

    /// Twice as many as entries, so that a search meets a free one soon. A power of two.
    private static let slots = 2 * Int(count)
    /// In ``multiples``, where a slot is free.
    private static let free = UInt32.max

    /// The lowest 64 bits of the y in each slot, and beside it which multiple it is: 1.5 MiB together.
    private var keys = [UInt64](repeating: 0, count: slots)
    private var multiples = [UInt32](repeating: free, count: slots)

    /// Makes the table, which takes most of a second.
    ///
    /// - Throws: ``CryptographyError/unavailable``.
    init() throws(CryptographyError) {
        guard let base = CurvePoint(baseTimes: Self.scalar(1)) else { throw .unavailable }
        var point = CurvePoint.neutral
        insert(point.lowY, 0)
        for multiple in 1...Self.count {
            guard let next = point.adding(base) else { throw .unavailable }
            point = next
            insert(point.lowY, multiple)
        }
    }

    /// The i for which a point with this y is i·B or -i·B, 0 to ``count``; nil if there is none. Other points with
    /// the same 64 bits of y, one in 2^48, are taken for these, so that what was found must be tried.
    func multiple(lowY: UInt64) -> UInt32? {
        let slot = slot(of: lowY)
        return multiples[slot] == Self.free ? nil : multiples[slot]
    }

    /// A small scalar as libsodium takes it, 32 bytes.
    static func scalar(_ value: UInt32) -> [UInt8] {
        value.littleEndianBytes + [UInt8](repeating: 0, count: CurvePoint.size - 4)
    }

    /// No two of the entries have the same key: they are the same in every table, and a test has looked.
    private mutating func insert(_ lowY: UInt64, _ multiple: UInt32) {
        let slot = slot(of: lowY)
        keys[slot] = lowY
        multiples[slot] = multiple
    }

    /// The slot where this key is, or the free one where it would be. The bits of y are as good as random, but for the
    /// neutral element's.
    private func slot(of lowY: UInt64) -> Int {
        var slot = Int(truncatingIfNeeded: lowY) & (Self.slots - 1)
        while multiples[slot] != Self.free, keys[slot] != lowY { slot = (slot + 1) & (Self.slots - 1) }
        return slot
    }
}
