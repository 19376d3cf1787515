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
    let keys: VaultKeys
    let writer: LedgerWriter
    let now: UnixTime

    /// - Throws: what is nobody's fault and concerns all requests: a full disk, a ledger that cannot be written.
    func decide(_ checked: CheckedRequest) throws(Refusal) -> Decision {
        let subject = checked.request.body.license.description
        do throws(Refusal) {
            let entitlement = try entitlement(of: checked.request)
            if let response = try writer.response(forRequestDigest: checked.ledgerDigest.bytes) {
                return .repeated(try repeated(response, entitlement))
            }
            return .grant(try grant(checked, entitlement))
        } catch {
            switch error.code.exitStatus {
            case .software, .cannotCreate, .temporaryFailure: throw error
            case .inputOutput where error.code != .vaultDamaged: throw error
            default: return .refuse(error, subject: subject)
            }
        }
    }

    /// The license that the request names, if its maker has the activation key and it is in force.
    private func entitlement(of request: Verified<Request>) throws(Refusal) -> Entitlement {
        let body = request.body
        guard let standing = try writer.license(body.license.bytes) else {
            throw Refusal(
                .activationKeyUnknown,
                "No license has the activation key of this request; it would be license \(body.license).")
        }
        let entitlement = try Entitlement(standing)
        let proofKey = ProofKey(
            secret: try keys.open(
                standing.license.sealedProof, as: Vault.proofKeySeal, of: entitlement.id.bytes))
        guard (try? proofKey.proves(request)) == true else { throw Refusal(.requestProofInvalid) }
        guard body.product == entitlement.product else {
            throw Refusal(
                .requestOtherProduct,
                "The request is for '\(body.product)', and license \(entitlement.id) is for '\(entitlement.product)'."
            )
        }
        if let revocation = standing.revocation {
            let day = UnixTime(rawValue: revocation.at).day
            throw Refusal(.licenseRevoked, "License \(entitlement.id) was revoked on \(day).")
        }
        return entitlement
    }

    private func repeated(_ response: ResponseRecord, _ entitlement: Entitlement) throws(Refusal) -> Grant {
        let license = try Unverified<License>(reading: response.bytes).unverifiedBody
        return Grant(
            encoded: response.bytes, license: license, customer: entitlement.standing.customerName,
            isSameSeat: true, seatsInUse: Int(entitlement.standing.seatsInUse), seats: entitlement.seats)
    }

    private func grant(_ checked: CheckedRequest, _ entitlement: Entitlement) throws(Refusal) -> PendingGrant
    {
        let request = checked.request.body
        let holder = try holder(of: request, entitlement)
        let known = try writer.activation(ofLicense: entitlement.id.bytes, fingerprint: holder)
        let today = now.day
        let firstDay = known.map { UnixTime(rawValue: $0.firstAt).day } ?? today
        let lastDay = try entitlement.lastDay(today: today, firstActivation: firstDay)
        let hasSeat = known != nil && known?.returnedAt == nil

        let inUse = Int(entitlement.standing.seatsInUse)
        guard hasSeat || entitlement.binding == .site || inUse < entitlement.seats else {
            throw Refusal(
                .activationKeyUsedUp,
                entitlement.seats == 1
                    ? "The one seat of license \(entitlement.id) is in use on another machine."
                    : "All \(entitlement.seats) seats of license \(entitlement.id) are in use on other machines."
            )
        }
        let activation = try seat(known, holder: holder, for: request, entitlement)
        return PendingGrant(
            license: License(
                product: entitlement.product, issuedOn: today, startsOn: nil, lastDay: lastDay,
                request: checked.digest, id: entitlement.id, kind: entitlement.kind,
                binding: entitlement.binding,
                features: entitlement.features,
                seats: entitlement.binding == .site ? UInt32(clamping: entitlement.seats) : 1,
                maintenanceUntil: entitlement.maintenanceUntil),
            activation: activation, customer: entitlement.standing.customerName, isSameSeat: hasSeat,
            seatsInUse: inUse + (hasSeat ? 0 : 1), seats: entitlement.seats)
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
