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

/// Where a request comes from, as the audit log tells it.
enum Origin: Sendable {
    /// A document: a file's name, or what was read.
    case document(name: String, Carrier)
    /// A call, with the seats that are in use after its answer, and those that were sold.
    case call(HeldCall, inUse: Int, seats: Int)

    /// Over what it came.
    var carrier: Carrier {
        switch self {
        case .document(_, let carrier): carrier
        case .call: .phone
        }
    }

    /// The file, or the call and who has it.
    var name: String {
        switch self {
        case .document(let name, _): name
        case .call(let held, _, _): "call \(held.number), agent \(held.agent)"
        }
    }
}
