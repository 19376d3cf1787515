import Activation
import Cryptography
import Ledger
import Refusals

extension BringingOver {
    /// What a vault decides about its ledger of an earlier version. The audit key gets its certificate when the root key is
    /// at hand the next time.
    init(keys: VaultKeys, rootKey: PublicKey, in surroundings: Surroundings) {
        self.init(
            at: surroundings.now().rawValue, actor: surroundings.actor,
            auditKey: { (event) throws(Refusal) in
                let (record, key) = try SealedAuditKey.make(
                    number: 1, rootKey: rootKey, signing: nil, event: event, keys: keys, in: surroundings)
                return (record, try HeadSigner(key, record))
            },
            license: { (license, event) throws(Refusal) in
                let secret = try SealedProofKey.open(license, with: keys)
                return try SealedProofKey.seal(
                    secret, in: license.changed(event: event), with: keys, random: surroundings.random)
            },
            signingKey: { (record, event) throws(Refusal) in
                try SealedIssuingKey.sealed(
                    record, event: event, with: keys, random: surroundings.random)
            },
            subject: { action, text in
                let isOfLicense = ["license.", "request.", "seat.", "phone."].contains {
                    action.hasPrefix($0)
                }
                if isOfLicense, let id = LicenseID(text: text) { return .license(id) }
                return text.isEmpty ? .none : .other(text)
            },
            licenseText: { id in (try? LicenseID(id))?.description ?? "" },
            isTold: { policy, detail in LoggedPolicy(policy).isTold(by: detail) })
    }
}
