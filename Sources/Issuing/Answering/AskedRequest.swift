import Activation
import Cryptography
import PhoneCode

/// A request as the ledger keeps it, whether it came as a document or was told.
struct AskedRequest: Sendable {
    /// What the ledger knows it by.
    let ledgerDigest: SHA256Digest
    /// What its answer holds.
    let digest: RequestDigest
    let license: LicenseID
    let kind: RequestKind
    /// The document, or the code.
    let bytes: [UInt8]
}

extension AskedRequest {
    init(_ checked: CheckedRequest) {
        let body = checked.request.body
        self.init(
            ledgerDigest: checked.ledgerDigest, digest: checked.digest, license: body.license,
            kind: body.kind, bytes: checked.request.encoded)
    }

    init(_ code: RequestCode, _ spoken: SpokenCode) {
        self.init(
            ledgerDigest: PhoneSeat.ledgerDigest(code.digest, of: code.license, code.kind),
            digest: code.digest, license: code.license, kind: code.kind, bytes: spoken.bytes)
    }
}
