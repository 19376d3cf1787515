import Glibc

/// The same numbers for the same seed, on every machine (SplitMix64).
package struct SeededRandom: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// Numbers of this seed.
    ///
    /// The seed is mixed first: else the numbers of neighbouring seeds would be the same, moved by one.
    package init(seed: UInt64) { state = Self.mixed(seed &+ 0xD1B5_4A32_D192_ED03) }

    /// The next 64 bits.
    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return Self.mixed(state)
    }

    private static func mixed(_ state: UInt64) -> UInt64 {
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// Evenly spread within the range.
    package mutating func within(_ range: ClosedRange<Float>) -> Float {
        range.lowerBound + (range.upperBound - range.lowerBound) * unit()
    }

    /// Evenly spread from 0 up to, not including, 1.
    mutating func unit() -> Float { Float(next() >> 40) / Float(1 << 24) }

    /// Of the normal distribution, mean 0 and deviation 1 (the sum of four even ones: its tails end at 3.5).
    mutating func normal() -> Float {
        let bits = next()
        var sum: Float = -2
        for part in 0..<4 { sum += Float((bits >> (16 * part)) & 0xFFFF) / 65536 }
        return sum * 1.7320508
    }

    /// True with this probability.
    mutating func happens(_ probability: Float) -> Bool { unit() < probability }
}
