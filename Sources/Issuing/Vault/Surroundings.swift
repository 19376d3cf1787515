import Activation
import Cryptography

/// Everything that the vendor's decisions take from outside.
package struct Surroundings: Sendable {
    /// This computer's clock, from which every signed date comes.
    package let now: @Sendable () -> UnixTime
    /// Who gives the commands, for the audit log.
    package let actor: String
    /// Where randomness comes from.
    package let random: any RandomSource

    /// The surroundings of one command.
    package init(now: @escaping @Sendable () -> UnixTime, actor: String, random: any RandomSource) {
        self.now = now
        self.actor = actor
        self.random = random
    }
}
