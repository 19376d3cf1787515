import Activation
import Cryptography
import Fingerprint
import Refusals

/// What is known about the machine at the moment: everything that the rules of an installation take from
/// outside.
public struct Machine: Sendable {
    /// What the probe found.
    public let survey: MachineSurvey
    /// The machine's clock.
    public let now: UnixTime

    private let findUser: @Sendable () -> Component?

    /// What was found.
    ///
    /// - Parameter user: the user, as a component, for licenses that are bound to one; asked for only where it
    ///   matters, because the user database may be slow.
    public init(
        survey: MachineSurvey, user: @autoclosure @escaping @Sendable () -> Component?, now: UnixTime
    ) {
        self.survey = survey
        self.now = now
        findUser = user
    }

    /// The most components of one kind in a request.
    private static let mostOfOneKind = 4

    /// What a request says of the machine: at most nine components and four of a kind, with or without the user
    /// beside them, so that the machine is the same one to the responder either way.
    ///
    /// - Throws: `internal.inconsistency` if the hash fails.
    func requestFingerprint(salt: FingerprintSalt, includingUser: Bool) throws(Refusal) -> Fingerprint {
        var chosen: [Component] = []
        for component in survey.components
        where chosen.count(where: { $0.kind == component.kind }) < Self.mostOfOneKind
            && chosen.count < Fingerprint.maximumComponents - 1
        { chosen.append(component) }
        return try fingerprint(of: chosen, salt: salt, includingUser: includingUser)
    }

    /// All that there is now, to be compared with what a request said.
    ///
    /// - Throws: `internal.inconsistency` if the hash fails.
    func currentFingerprint(salt: FingerprintSalt, includingUser: Bool) throws(Refusal) -> Fingerprint {
        try fingerprint(of: survey.components, salt: salt, includingUser: includingUser)
    }

    private func fingerprint(
        of components: [Component], salt: FingerprintSalt, includingUser: Bool
    ) throws(Refusal) -> Fingerprint {
        let user = includingUser ? [findUser()].compactMap { $0 } : []
        do {
            return try Fingerprint(of: components + user, salt: salt, limit: .max)
        } catch {
            throw Refusal(.internalInconsistency, "The components could not be digested (\(error)).")
        }
    }
}
