import CommandSupport
import Issuing
import Refusals

/// In what the ledger differs from its audit log.
struct AuditDifferencesReport: Report {
    struct Difference: Encodable {
        let message: String
        /// What to do about this one; nil where it is what is to be done about all.
        let remedy: String?
    }

    let whole = false
    let differences: [Difference]
    /// How many there are, with those that are not told.
    let differenceCount: Int

    enum CodingKeys: String, CodingKey {
        case whole, differences
        case differenceCount = "difference_count"
    }

    init(_ found: AuditDifferences, next: NextCommands) {
        differences = found.first.map { refusal in
            let hasOwn = refusal.remedy != refusal.code.remedy
            return Difference(message: refusal.sentence, remedy: hasOwn ? refusal.advice(next) : nil)
        }
        differenceCount = found.count
    }

    func render(into text: inout TextReport) {
        text.paragraph("The ledger is not what the audit log tells:", .caution)
        text.bullets(differences.map { [$0.message, $0.remedy].compactMap(\.self).joined(separator: " ") })
        let more = differenceCount - differences.count
        if more > 0 { text.paragraph("And \(more) more.") }
    }
}
