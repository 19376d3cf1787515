import Refusals

/// What has to be decided where a ledger from before there were events is brought over, by those who know its documents and
/// have its keys.
package struct BringingOver: Sendable {
    /// Now, in seconds since 1970.
    let at: Int64
    /// Who does it.
    let actor: String
    /// The first audit key, its secret sealed for this event, and what signs with it.
    let auditKey: @Sendable (_ event: Int64) throws(Refusal) -> (AuditKeyRecord, HeadSigner)
    /// A license with its proof key sealed for its new event; it was sealed for none before.
    let license: @Sendable (LicenseRecord, _ event: Int64) throws(Refusal) -> LicenseRecord
    /// An issuing key, its secret sealed for its new event; it was sealed for none before.
    let signingKey: @Sendable (SigningKeyRecord, _ event: Int64) throws(Refusal) -> SigningKeyRecord
    /// What a row of the earlier audit log is about, by its action and its subject.
    let subject: @Sendable (_ action: String, _ text: String) -> AuditSubject
    /// A license's id, as people write it.
    let licenseText: @Sendable ([UInt8]) -> String
    /// Whether the detail of an event about a product, the last, tells this policy; or none, as those of early versions.
    let isTold: @Sendable (ProductRecord.Policy, _ detail: String) -> Bool

    /// One function for each thing that the ledger cannot tell by itself.
    package init(
        at: Int64, actor: String,
        auditKey: @escaping @Sendable (_ event: Int64) throws(Refusal) -> (AuditKeyRecord, HeadSigner),
        license: @escaping @Sendable (LicenseRecord, _ event: Int64) throws(Refusal) -> LicenseRecord,
        signingKey:
            @escaping @Sendable (SigningKeyRecord, _ event: Int64) throws(Refusal) ->
            SigningKeyRecord,
        subject: @escaping @Sendable (_ action: String, _ text: String) -> AuditSubject,
        licenseText: @escaping @Sendable ([UInt8]) -> String,
        isTold: @escaping @Sendable (ProductRecord.Policy, _ detail: String) -> Bool
    ) {
        self.at = at
        self.actor = actor
        self.auditKey = auditKey
        self.license = license
        self.signingKey = signingKey
        self.subject = subject
        self.licenseText = licenseText
        self.isTold = isTold
    }

    static let beginning = "ledger.brought-over"
    static let state = "ledger.state"
}
