import CBOR

/// SplitMix64: the same values on every run, so that a failure can be had again.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    /// A number of any magnitude, often at the edge between two forms.
    mutating func argument() -> UInt64 {
        let edges: [UInt64] = [0, 23, 24, 255, 256, 65_535, 65_536, 1 << 32 - 1, 1 << 32, .max]
        return Bool.random(using: &self)
            ? edges[Int.random(in: edges.indices, using: &self)]
            : next() >> UInt64.random(in: 0..<64, using: &self)
    }

    mutating func bytes(upTo count: Int) -> [UInt8] {
        (0..<Int.random(in: 0...count, using: &self)).map { _ in UInt8.random(in: 0...255, using: &self) }
    }

    mutating func text() -> String {
        let scalars = (0..<Int.random(in: 0...12, using: &self)).compactMap { _ in
            Unicode.Scalar(UInt32(truncatingIfNeeded: next() >> UInt64.random(in: 43..<64, using: &self)))
        }
        return String(String.UnicodeScalarView(scalars))
    }

    /// A value of any kind, nested no deeper than said.
    mutating func value(depth: Int) -> CBORValue {
        switch Int.random(in: depth > 0 ? 0...8 : 0...5, using: &self) {
        case 0: return .unsigned(argument())
        case 1: return .negative(argument())
        case 2: return .bytes(bytes(upTo: 40))
        case 3: return .text(text())
        case 4: return .bool(Bool.random(using: &self))
        case 5: return .null
        case 6: return .array((0..<Int.random(in: 0...4, using: &self)).map { _ in value(depth: depth - 1) })
        case 7: return .tagged(argument(), value(depth: depth - 1))
        default:
            var map = CBORMap()
            for _ in 0..<Int.random(in: 0...4, using: &self) {
                map[value(depth: depth - 1)] = value(depth: depth - 1)
            }
            return .map(map)
        }
    }
}
