import Activation
import Fingerprint
import Ledger
import PhoneCode

extension Fingerprint {
    /// By what the ledger finds this machine again: its strong components, each as its kind and its digest.
    var traces: [Int64] {
        ComponentWeights(of: self).elements.filter(\.isStrong).map {
            Int64($0.kind) << 16 | Int64($0.digest.rawValue)
        }
    }

    /// What is looked for. More may be strong in the seat than in the request: a disk is, if the seat was taken
    /// before requests said that the machine is a virtual one. The comparison decides.
    var searchedTraces: [Int64] { Fingerprint(entries: entries)?.traces ?? traces }

    /// The traces of a machine that the ledger has.
    static func traces(ofMachine bytes: [UInt8]) -> [Int64] { Fingerprint(machineBytes: bytes)?.traces ?? [] }

    /// What a ledger needs that is from before it kept all of this.
    static let backfill = LedgerDatabase.Backfill(
        parts: traces(ofMachine:),
        spoken: { holder, binding in
            (PhoneSeat.mark(of: holder, isForUser: binding == .user)?.rawValue).map(Int64.init)
        },
        answered: { response in
            if let license = try? Unverified<License>(encoded: response).unverifiedBody {
                return license.request.bytes
            }
            return (try? Unverified<TimeCorrection>(encoded: response).unverifiedBody)?.request.bytes
        })
}
