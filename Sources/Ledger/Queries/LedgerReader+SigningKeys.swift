import Refusals

extension LedgerReader {
    private static let signingKeys = """
        SELECT kid, public_key, sealed_secret, not_before, not_after, withdrawn_since, created_at
        FROM signing_keys
        """

    /// The key with this id (8 bytes), or nil.
    package func signingKey(_ kid: [UInt8]) throws(Refusal) -> SigningKeyRecord? {
        try statements.first(Self.signingKeys + " WHERE kid = ?", kid, decode: SigningKeyRecord.init)
    }

    /// All keys, the oldest first.
    package func signingKeys() throws(Refusal) -> [SigningKeyRecord] {
        try statements.all(Self.signingKeys + " ORDER BY created_at, kid", decode: SigningKeyRecord.init)
    }
}

extension LedgerWriter {
    /// Adds a key. Its days never change after that: its secret is sealed together with them, so that to change them
    /// takes the vault's key.
    ///
    /// - Throws: `internal.inconsistency` when its id or its public key is already there.
    package func addSigningKey(_ key: SigningKeyRecord) throws(Refusal) {
        try statements.run(
            """
            INSERT INTO signing_keys
                (kid, public_key, sealed_secret, not_before, not_after, withdrawn_since, created_at)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            key.kid, key.publicKey, key.sealedSecret, key.notBefore, key.notAfter, key.withdrawnSince,
            key.createdAt)
    }
}
