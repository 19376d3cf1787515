import CSodium

/// The operating system's generator, through libsodium (`getrandom(2)` on Linux).
package struct SystemRandom: RandomSource {
    /// Nothing to set up.
    package init() {}

    /// Bytes that nobody can predict.
    package func bytes(count: Int) -> [UInt8] {
        _ = Sodium.isReady
        var bytes = [UInt8](repeating: 0, count: count)
        randombytes_buf(&bytes, count)
        return bytes
    }
}
