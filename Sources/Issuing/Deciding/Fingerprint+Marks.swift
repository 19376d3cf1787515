import Fingerprint
import Ledger

extension Fingerprint {
    /// By what the ledger finds this machine again: its strong components, each as its kind and its digest.
    var marks: [Int64] {
        ComponentWeights(of: self).elements.filter(\.isStrong).map {
            Int64($0.kind) << 16 | Int64($0.digest.rawValue)
        }
    }

    /// What is looked for. More may be strong in the seat than in the request: a disk is, if the seat was taken
    /// before requests said that the machine is a virtual one. The comparison decides.
    var searchedMarks: [Int64] { Fingerprint(entries: entries)?.marks ?? marks }

    /// The marks of the machines that the ledger has.
    static let marking: LedgerDatabase.Marking = { Fingerprint(machineBytes: $0)?.marks ?? [] }
}
