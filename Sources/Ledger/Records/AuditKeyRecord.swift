/// A key that signs the heads of the log.
package struct AuditKeyRecord: Hashable, Sendable {
    /// Its number among the vault's audit keys, from 1.
    package let number: Int64
    /// The Ed25519 public key, 32 bytes.
    package let publicKey: [UInt8]
    /// The secret key, sealed.
    package let sealedSecret: [UInt8]
    /// The root key that vouches for it, 32 bytes.
    package let rootKey: [UInt8]
    /// When it begins to count, seconds since 1970.
    package let notBefore: Int64
    /// The root key's word, as a document; nil until the root key was at hand.
    package let certificate: [UInt8]?
    /// Seconds since 1970.
    package let createdAt: Int64
    /// The event that wrote it last, for which its secret is sealed.
    package let event: Int64

    /// All columns, as they are stored.
    package init(
        number: Int64, publicKey: [UInt8], sealedSecret: [UInt8], rootKey: [UInt8], notBefore: Int64,
        certificate: [UInt8]?, createdAt: Int64, event: Int64
    ) {
        self.number = number
        self.publicKey = publicKey
        self.sealedSecret = sealedSecret
        self.rootKey = rootKey
        self.notBefore = notBefore
        self.certificate = certificate
        self.createdAt = createdAt
        self.event = event
    }
}

extension AuditKeyRecord: ViewRecord {
    static let view = LedgerView.auditKeys

    var values: [LedgerValue] {
        [
            .integer(number), .blob(publicKey), .blob(sealedSecret), .blob(rootKey), .integer(notBefore),
            .blob(certificate), .integer(createdAt),
        ]
    }

    var scope: Int64? { thingItself }

    init(_ columns: Columns) throws {
        self.init(
            number: try columns.integer(0), publicKey: try columns.blob(1, count: 32),
            sealedSecret: try columns.blob(2), rootKey: try columns.blob(3, count: 32),
            notBefore: try columns.integer(4), certificate: try columns.optionalBlob(5),
            createdAt: try columns.integer(6), event: try columns.integer(Self.eventPlace))
    }
}
