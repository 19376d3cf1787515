import CSodium

/// The one-time start of libsodium, which picks the fastest implementation for this processor.
enum Sodium {
    /// False if libsodium could not start; then every operation of this module fails closed.
    static let isReady = sodium_init() >= 0
}
