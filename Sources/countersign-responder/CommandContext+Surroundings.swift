import Activation
import CommandSupport
import Cryptography
import DurableFiles
import Issuing

extension CommandContext {
    /// What the vendor's decisions take from outside.
    var surroundings: Surroundings {
        let now = now
        return Surroundings(
            now: { UnixTime(rawValue: now()) }, actor: "\(userName)@\(hostName())", random: SystemRandom())
    }
}
