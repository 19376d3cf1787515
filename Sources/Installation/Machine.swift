import Activation
import Cryptography
import Fingerprint
import Refusals

/// What is known about the machine at the moment: everything that the rules of an installation take from
/// outside.
public struct Machine: Sendable {
    /// The components found.
    public let components: [Component]
    /// The machine's clock.
    public let now: UnixTime

    private let findUser: @Sendable () -> Component?

    /// What was found.
    ///
    /// - Parameter user: the user, as a component, for licenses that are bound to one; asked for only where it
    ///   matters, because the user database may be slow.
    public init(
        components: [Component], user: @autoclosure @escaping @Sendable () -> Component?, now: UnixTime
    ) {
        self.components = components
        self.now = now
        findUser = user
    }

    /// The machine's fingerprint for a product, with the user in it if `includingUser`.
    ///
    /// - Throws: `internal.inconsistency` if the hash fails.
    func fingerprint(salt: FingerprintSalt, includingUser: Bool) throws(Refusal) -> Fingerprint {
        let user = includingUser ? findUser() : nil
        // The user comes first, so that the limit on components never drops him.
        let others = components.prefix(Fingerprint.maximumComponents - (user == nil ? 0 : 1))
        do {
            return try Fingerprint(of: [user].compactMap { $0 } + others, salt: salt)
        } catch {
            throw Refusal(.internalInconsistency, "The components could not be digested (\(error)).")
        }
    }
}
