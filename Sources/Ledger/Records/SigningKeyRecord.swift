import Cryptography

/// A key that signs licenses and revocation lists.
package struct SigningKeyRecord: Hashable, Sendable {
    /// The key's id in signed documents (`kid`, RFC 9052 section 3.1), 8 bytes.
    package let kid: [UInt8]
    /// The Ed25519 public key, 32 bytes.
    package let publicKey: [UInt8]
    /// The secret key, sealed.
    package let sealedSecret: [UInt8]
    /// The key signs from this moment, seconds since 1970.
    package let notBefore: Int64
    /// The key signs until this moment, seconds since 1970; nil for no end.
    package let notAfter: Int64?
    /// Nothing the key signed from this moment is believed, seconds since 1970; nil when it is in good standing.
    package let withdrawnSince: Int64?
    /// Seconds since 1970.
    package let createdAt: Int64
    /// The event that wrote it last, for which its secret is sealed.
    package let event: Int64

    /// All columns, as they are stored.
    package init(
        kid: [UInt8], publicKey: [UInt8], sealedSecret: [UInt8], notBefore: Int64, notAfter: Int64? = nil,
        withdrawnSince: Int64? = nil, createdAt: Int64, event: Int64
    ) {
        self.kid = kid
        self.publicKey = publicKey
        self.sealedSecret = sealedSecret
        self.notBefore = notBefore
        self.notAfter = notAfter
        self.withdrawnSince = withdrawnSince
        self.createdAt = createdAt
        self.event = event
    }
}

extension SigningKeyRecord: ViewRecord {
    static let view = LedgerView.signingKeys

    var values: [LedgerValue] {
        [
            .blob(kid), .blob(publicKey), .blob(sealedSecret), .integer(notBefore), .integer(notAfter),
            .integer(withdrawnSince), .integer(createdAt),
        ]
    }

    var scope: Int64? { thingItself }
    var thing: [UInt8]? { AuditSubject.thing(of: Hexadecimal.encode(kid)) }

    init(_ columns: Columns) throws {
        self.init(
            kid: try columns.blob(0, count: 8), publicKey: try columns.blob(1, count: 32),
            sealedSecret: try columns.blob(2), notBefore: try columns.integer(3),
            notAfter: try columns.optionalInteger(4), withdrawnSince: try columns.optionalInteger(5),
            createdAt: try columns.integer(6), event: try columns.integer(Self.eventPlace))
    }
}
