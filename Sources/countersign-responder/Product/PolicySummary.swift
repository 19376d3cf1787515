import Fingerprint
import Issuing
import Ledger
import Refusals

/// How strictly a product is bound to its machines, for people and for JSON.
struct PolicySummary: Encodable {
    let threshold: Int64
    let rootOnlyComponents: Bool
    let virtualMachines: String
    let containers: String
    let clockTolerance: Int64
    let rebindings: Int64
    /// What is other than where the vendor said nothing, in the words of the command line.
    let inWords: String

    enum CodingKeys: String, CodingKey {
        case threshold, containers, rebindings
        case rootOnlyComponents = "root_only_components"
        case virtualMachines = "virtual_machines"
        case clockTolerance = "clock_tolerance_hours"
    }

    /// - Throws: `vault.damaged`.
    init(_ record: ProductRecord.Policy) throws(Refusal) {
        let policy = try FingerprintPolicy(record)
        threshold = record.threshold
        rootOnlyComponents = record.readsRootOnly
        virtualMachines = policy.virtualMachines.name
        containers = policy.containers.name
        clockTolerance = record.clockHours
        rebindings = record.rebindings

        let standard = ProductRecord.Policy.standard
        var parts: [String] = []
        if threshold != standard.threshold { parts.append("threshold \(threshold) %") }
        if rootOnlyComponents { parts.append("root-only components") }
        if record.virtualMachines != standard.virtualMachines {
            parts.append("virtual machines: \(virtualMachines)")
        }
        if record.containers != standard.containers { parts.append("containers: \(containers)") }
        if clockTolerance != standard.clockHours {
            parts.append("clock tolerance \(clockTolerance) h")
        }
        if rebindings != standard.rebindings {
            parts.append("\(rebindings) \(rebindings == 1 ? "change" : "changes") of machine a seat and year")
        }
        inWords = parts.isEmpty ? "standard" : parts.joined(separator: ", ")
    }
}
