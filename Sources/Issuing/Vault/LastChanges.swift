import Activation
import COSE
import Fingerprint
import Ledger
import Refusals

extension LedgerReader {
    /// What was different about each machine when it was last answered, by the number of its activation; machines
    /// that were answered once are left out.
    ///
    /// - Throws: `vault.damaged` when a request in the ledger cannot be read.
    public func lastChanges(_ entitlement: Entitlement) throws(Refusal) -> [Int64: FingerprintComparison] {
        guard entitlement.binding == .machine, let product = try product(entitlement.product.text) else {
            return [:]
        }
        let policy = try FingerprintPolicy(product.policy)
        var earlier: [Int64: [UInt8]] = [:]
        var changes: [Int64: FingerprintComparison] = [:]
        for (activation, bytes) in try latestRequests(ofLicense: entitlement.id.bytes) {
            guard let before = earlier.updateValue(bytes, forKey: activation) else { continue }
            changes[activation] = FingerprintComparison(
                bound: try Self.fingerprint(before), current: try Self.fingerprint(bytes), policy: policy)
        }
        return changes
    }

    private static func fingerprint(_ request: [UInt8]) throws(Refusal) -> Fingerprint {
        do throws(Refusal) {
            return try Unverified<Request>(reading: request).unverifiedBody.fingerprint
        } catch {
            throw Refusal(.vaultDamaged, "A request in the ledger is damaged: \(error.sentence)")
        }
    }
}
