import Cryptography
import Synchronization

/// A source of randomness that gives the same bytes on every run, so that a failure can be had again.
package final class SeededRandom: RandomSource {
    private let generator: Mutex<SeededGenerator>

    /// A source of its own sequence for each seed.
    package init(seed: UInt64) { generator = Mutex(SeededGenerator(seed: seed)) }

    /// The next bytes of the sequence.
    package func bytes(count: Int) -> [UInt8] {
        generator.withLock { generator in (0..<count).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
        }
    }
}

/// SplitMix64, for tests that make up their input.
package struct SeededGenerator: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// A generator of its own sequence for each seed.
    package init(seed: UInt64) { state = seed }

    /// The next 64 bits.
    package mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    /// So many bytes.
    package mutating func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) }
    }

    /// A number of the range.
    package mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

    /// True or false.
    package mutating func bool() -> Bool { Bool.random(using: &self) }
}
