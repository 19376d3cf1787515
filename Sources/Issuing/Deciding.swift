import Activation
import Cryptography
import Fingerprint
import Ledger
import Refusals

/// What was decided about one request, before the signature.
enum Decision {
    /// Sign this license, and record it for this activation.
    case grant(PendingGrant)
    /// This license was given before.
    case repeated(Grant)
    case refuse(Refusal, subject: String)
}

/// A license to be signed.
struct PendingGrant {
    let license: License
    let activation: Int64
    let customer: String
    let isSameSeat: Bool
    let seatsInUse: Int
    let seats: Int
}

/// Decides, within one transaction, who gets what, and why not.
struct Decider {
    private let keys: VaultKeys
    private let writer: LedgerWriter
    private let now: UnixTime

    /// The licenses met in this transaction. Nobody else writes while it lasts, so what was read once holds,
    /// but for the seats, which are counted on.
    private var files: [LicenseID: LicenseFile] = [:]

    init(keys: VaultKeys, writer: LedgerWriter, now: UnixTime) {
        self.keys = keys
        self.writer = writer
        self.now = now
    }

    /// - Throws: what is nobody's fault and concerns all requests: a full disk, a ledger that cannot be written.
    mutating func decide(_ checked: CheckedRequest) throws(Refusal) -> Decision {
        let subject = checked.request.body.license.description
        do throws(Refusal) {
            let file = try file(for: checked.request)
            if let response = try writer.response(forRequestDigest: checked.ledgerDigest.bytes) {
                return .repeated(try repeated(response, file))
            }
            let grant = try grant(checked, file)
            files[file.entitlement.id]?.seatsInUse = grant.seatsInUse
            return .grant(grant)
        } catch {
            switch error.code.exitStatus {
            case .software, .cannotCreate, .temporaryFailure: throw error
            case .inputOutput where error.code != .vaultDamaged: throw error
            default: return .refuse(error, subject: subject)
            }
        }
    }

    /// The license that the request names, if its maker has the activation key and it is in force.
    private mutating func file(for request: Verified<Request>) throws(Refusal) -> LicenseFile {
        let body = request.body
        let file = try openFile(body.license)
        let entitlement = file.entitlement
        guard (try? file.proofKey.proves(request)) == true else { throw Refusal(.requestProofInvalid) }
        guard body.product == entitlement.product else {
            throw Refusal(
                .requestOtherProduct,
                "The request is for '\(body.product)', and license \(entitlement.id) is for '\(entitlement.product)'."
            )
        }
        if let revocation = entitlement.standing.revocation {
            let day = UnixTime(rawValue: revocation.at).day
            throw Refusal(
                .licenseRevoked, "License \(entitlement.id) was revoked on \(day).",
                remedy:
                    "See why with 'countersign-responder license show \(entitlement.id)'; if it was a mistake, add a "
                    + "new license.")
        }
        return file
    }

    private mutating func openFile(_ id: LicenseID) throws(Refusal) -> LicenseFile {
        if let file = files[id] { return file }
        guard let standing = try writer.license(id.bytes) else {
            throw Refusal(
                .activationKeyUnknown,
                "No license has the activation key of this request; it would be license \(id).",
                remedy:
                    "Check that the key is this vendor's and this vault's; 'countersign-responder license list' shows "
                    + "what there is.")
        }
        let entitlement = try Entitlement(standing)
        let proofKey = ProofKey(
            secret: try SealedProofKey.open(standing.license, with: keys))
        let file = LicenseFile(
            entitlement: entitlement, proofKey: proofKey, seatsInUse: Int(standing.seatsInUse))
        files[id] = file
        return file
    }

    private func repeated(_ response: ResponseRecord, _ file: LicenseFile) throws(Refusal) -> Grant {
        let license = try Unverified<License>(reading: response.bytes).unverifiedBody
        return Grant(
            encoded: response.bytes, license: license, customer: file.entitlement.standing.customerName,
            isSameSeat: true, seatsInUse: file.seatsInUse, seats: file.entitlement.seats)
    }

    private func grant(_ checked: CheckedRequest, _ file: LicenseFile) throws(Refusal) -> PendingGrant {
        let entitlement = file.entitlement
        let holder = try holder(of: checked.request.body, entitlement)
        let known = try activation(of: holder, checked.request.body, entitlement)
        let firstDay = try firstActivation(known, checked.request.body, entitlement)
        let lastDay = try entitlement.lastDay(today: now.day, firstActivation: firstDay)
        let hasSeat = known != nil && known?.returnedAt == nil

        guard hasSeat || entitlement.binding == .site || file.seatsInUse < entitlement.seats else {
            throw Refusal(
                .activationKeyUsedUp,
                entitlement.seats == 1
                    ? "The one seat of license \(entitlement.id) is in use on another machine."
                    : "All \(entitlement.seats) seats of license \(entitlement.id) are in use on other machines.",
                remedy:
                    "Add a seat with 'countersign-responder license seats \(entitlement.id) "
                    + "\(entitlement.seats + 1)'; the machines that have one keep theirs.")
        }
        let activation = try seat(known, holder: holder, for: checked.request.body, entitlement)
        return PendingGrant(
            license: entitlement.license(issuedOn: now.day, lastDay: lastDay, answering: checked.digest),
            activation: activation, customer: entitlement.standing.customerName, isSameSeat: hasSeat,
            seatsInUse: file.seatsInUse + (hasSeat ? 0 : 1), seats: entitlement.seats)
    }

    /// The seat that the holder of the request has already: the same components, or the same device key with
    /// some of the same hardware. (A device key alone may have been copied.)
    private func activation(
        of holder: [UInt8], _ request: Request, _ entitlement: Entitlement
    ) throws(Refusal) -> ActivationRecord? {
        let id = entitlement.id.bytes
        if let same = try writer.activation(ofLicense: id, fingerprint: holder) { return same }
        guard
            entitlement.binding == .machine,
            let record = try writer.activation(ofLicense: id, deviceKey: request.deviceKey.bytes),
            let before = Fingerprint(machineBytes: record.fingerprint),
            FingerprintComparison(bound: before, current: request.fingerprint, policy: .standard)
                .isSameMachine
        else { return nil }
        return record
    }

    /// The day from which a trial counts: of this seat, or of any that this device key ever had.
    private func firstActivation(
        _ known: ActivationRecord?, _ request: Request, _ entitlement: Entitlement
    ) throws(Refusal) -> CalendarDay {
        var moments = [now.rawValue, known?.firstAt].compactMap { $0 }
        if entitlement.kind == .trial {
            let byKey = try writer.activation(
                ofLicense: entitlement.id.bytes, deviceKey: request.deviceKey.bytes)
            moments += [byKey?.firstAt].compactMap { $0 }
        }
        return UnixTime(rawValue: moments.min() ?? now.rawValue).day
    }

    private func seat(
        _ known: ActivationRecord?, holder: [UInt8], for request: Request, _ entitlement: Entitlement
    ) throws(Refusal) -> Int64 {
        let device = request.deviceKey.bytes
        guard let known else {
            return try writer.addActivation(
                ofLicense: entitlement.id.bytes, fingerprint: holder, deviceKey: device, at: now.rawValue)
        }
        try writer.renewActivation(known.id, fingerprint: holder, deviceKey: device, at: now.rawValue)
        return known.id
    }

    /// By what the holder of a seat is known again: the machine's components, or the user.
    private func holder(of request: Request, _ entitlement: Entitlement) throws(Refusal) -> [UInt8] {
        switch entitlement.binding {
        case .machine:
            guard !request.fingerprint.isEmpty else {
                throw Refusal(
                    .fingerprintEmpty, "The request names no component that could identify its machine.",
                    remedy:
                        "Ask the site to make it on the machine itself rather than in a container, or sell a "
                        + "license that is bound to a user or to the site.")
            }
            guard request.fingerprint.isTelling else { throw Refusal(.fingerprintWeak) }
            return request.fingerprint.machineBytes
        case .user:
            let users = request.fingerprint.digests(of: .user)
            guard !users.isEmpty else { throw Refusal(.requestUserMissing) }
            return users.flatMap { [UInt8($0.rawValue >> 8), UInt8($0.rawValue & 0xff)] }
        case .site:
            // The site as a whole has one row. No machine and no user has this one byte.
            return [0]
        }
    }
}

/// A license, open on the desk.
private struct LicenseFile {
    let entitlement: Entitlement
    let proofKey: ProofKey
    var seatsInUse: Int
}
