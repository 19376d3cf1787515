import CSodium

/// Where unpredictable bytes come from. Passed in, so that a test can give known ones.
public protocol RandomSource: Sendable {
    /// - Parameter count: how many bytes.
    func bytes(count: Int) -> [UInt8]
}

/// The operating system's generator, through libsodium (`getrandom(2)` on Linux).
public struct SystemRandom: RandomSource {
    /// Nothing to set up.
    public init() {}

    /// Bytes that nobody can predict.
    public func bytes(count: Int) -> [UInt8] {
        _ = Sodium.isReady
        var bytes = [UInt8](repeating: 0, count: count)
        randombytes_buf(&bytes, count)
        return bytes
    }
}
