import Activation
import ClockGuard
import Cryptography
import Fingerprint
import Refusals

/// What is known about the machine at the moment: everything that the rules of an installation take from
/// outside.
package struct Machine: Sendable {
    /// What the probe found.
    package let survey: MachineSurvey
    /// What it shows of time.
    package let clock: ClockReading

    private let findUser: @Sendable () -> Component?

    /// What was found.
    ///
    /// - Parameter user: the user, as a component, for licenses that are bound to one; asked for only where it
    ///   matters, because the user database may be slow.
    package init(
        survey: MachineSurvey, user: @autoclosure @escaping @Sendable () -> Component?, clock: ClockReading
    ) {
        self.survey = survey
        self.clock = clock
        findUser = user
    }

    /// What the machine's clock shows, right or wrong.
    package var now: UnixTime { clock.now }

    /// Whether something that the product asks for cannot be read from here. Then what is not found is not known to be
    /// gone.
    func isPartlyUnreadable(under productFile: ProductFile) -> Bool {
        survey.unreadable.contains { productFile.fingerprintPolicy.reads($0.access) }
    }

    /// What a request says of the machine, and what becomes of each component.
    ///
    /// - Throws: `internal.inconsistency` if the hash fails.
    package func selection(under productFile: ProductFile) throws(Refusal) -> ComponentSelection {
        try digested { () throws(CryptographyError) in
            try ComponentSelection(
                of: survey, policy: productFile.fingerprintPolicy, salt: productFile.salt)
        }
    }

    /// What a request says of the machine; with or without the user beside it, so that the machine is the same one
    /// to the responder either way.
    ///
    /// - Throws: `internal.inconsistency` if the hash fails.
    package func requestFingerprint(
        under productFile: ProductFile, includingUser: Bool
    ) throws(Refusal) -> Fingerprint {
        let selection = try selection(under: productFile)
        return try digested { () throws(CryptographyError) in
            try Fingerprint(
                requesting: selection, and: includingUser ? findUser() : nil, salt: productFile.salt)
        }
    }

    /// All that there is now, to be compared with what a request said.
    ///
    /// - Throws: `internal.inconsistency` if the hash fails.
    func currentFingerprint(
        under productFile: ProductFile, includingUser: Bool
    ) throws(Refusal) -> Fingerprint {
        try digested { () throws(CryptographyError) in
            try Fingerprint(
                comparing: survey, and: includingUser ? findUser() : nil,
                policy: productFile.fingerprintPolicy, salt: productFile.salt)
        }
    }

    func digested<Value>(
        _ body: () throws(CryptographyError) -> Value
    ) throws(Refusal) -> Value {
        do {
            return try body()
        } catch {
            throw Refusal(.internalInconsistency, "The components could not be digested (\(error)).")
        }
    }
}
