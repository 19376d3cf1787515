import Activation
import Fingerprint
import Ledger
import Refusals

extension LedgerReader {
    /// What was different about each machine when it was last answered, by what the ledger knows its seat by; machines
    /// that were answered once are left out.
    ///
    /// - Parameter seats: the seats that are asked about.
    /// - Throws: `vault.damaged` when a request in the ledger cannot be read.
    package func lastChanges(
        of seats: [ActivationRecord], _ entitlement: Entitlement
    ) throws(Refusal) -> [Int64: FingerprintComparison] {
        guard entitlement.binding == .machine, let product = try product(entitlement.product.text) else {
            return [:]
        }
        let policy = try FingerprintPolicy(product.policy)
        var changes: [Int64: FingerprintComparison] = [:]
        for seat in seats {
            let requests = try latestRequests(ofActivation: seat.id)
            guard let last = requests.first, let before = requests.dropFirst().first else { continue }
            changes[seat.id] = FingerprintComparison(
                bound: try Self.fingerprint(before), current: try Self.fingerprint(last), policy: policy)
        }
        return changes
    }

    private static func fingerprint(_ request: [UInt8]) throws(Refusal) -> Fingerprint {
        do throws(Refusal) {
            return try Unverified<Request>(encoded: request).unverifiedBody.fingerprint
        } catch {
            throw Refusal(.vaultDamaged, "A request in the ledger is damaged: \(error.sentence)")
        }
    }
}
