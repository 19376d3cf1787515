import Activation
import Cryptography

/// Everything that the vendor's decisions take from outside.
public struct Surroundings: Sendable {
    /// The time.
    public let now: @Sendable () -> UnixTime
    /// Who gives the commands, for the audit log.
    public let actor: String
    /// Where randomness comes from.
    public let random: any RandomSource

    /// The surroundings of one command.
    public init(now: @escaping @Sendable () -> UnixTime, actor: String, random: any RandomSource) {
        self.now = now
        self.actor = actor
        self.random = random
    }
}
