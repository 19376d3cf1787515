import Refusals

extension LedgerReader {
    private static let query = "SELECT \(SigningKeyRecord.view.list(of: "signing_keys")) FROM signing_keys"

    /// All keys, the oldest first.
    package func signingKeys() throws(Refusal) -> [SigningKeyRecord] {
        let keys = try all(SigningKeyRecord.self, Self.query + " ORDER BY created_at, kid")
        for key in keys {
            try requireLatest(key, event: key.event)
        }
        return keys
    }

    /// The keys that sign the heads of the log, by their numbers.
    package func auditKeys() throws(Refusal) -> [AuditKeyRecord] {
        try all(
            AuditKeyRecord.self, "SELECT \(AuditKeyRecord.view.list()) FROM audit_keys ORDER BY number")
    }
}

extension LedgerWriter {
    /// Adds a key. Its days never change after that: its secret is sealed together with them, so that to change them
    /// takes the vault's key.
    ///
    /// - Throws: `internal.inconsistency` when its id or its public key is already there.
    package func addSigningKey(_ key: SigningKeyRecord) throws(Refusal) {
        try requireOwnEvent(key.event)
        try add(key)
    }

    /// Adds a key that signs the heads of the log.
    ///
    /// - Throws: `internal.inconsistency` when its number or its public key is already there.
    package func addAuditKey(_ key: AuditKeyRecord) throws(Refusal) {
        try requireOwnEvent(key.event)
        try add(key)
    }

    /// Changes a key that signs the heads of the log: its certificate came. Its secret comes sealed for this event.
    package func setAuditKey(_ key: AuditKeyRecord) throws(Refusal) {
        try requireOwnEvent(key.event)
        guard try change(to: key) else {
            throw Refusal(.internalInconsistency, "There is no such audit key.")
        }
    }
}
