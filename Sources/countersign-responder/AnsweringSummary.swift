import CommandSupport
import Issuing
import Refusals

/// What `respond` says at the end of many.
struct AnsweringSummary: Report {
    struct Refused: Encodable {
        let file: String
        let code: String
        let message: String
    }

    private(set) var granted = 0
    private(set) var repeated = 0
    private(set) var passedOver = 0
    private(set) var refused: [Refused] = []
    private(set) var unwritten: [Refused] = []

    /// Why a license was not written: a disk that is full or broken before a file that is in the way.
    private var worst: ExitStatus?

    /// How many inputs were dealt with.
    var count: Int { granted + repeated + passedOver + refused.count }

    enum CodingKeys: String, CodingKey {
        case granted, repeated, refused, unwritten
        case passedOver = "passed_over"
    }

    /// Yes, if all were answered; an answer that could not be written is worse than a refusal.
    var status: ExitStatus {
        if let worst { return worst }
        return refused.isEmpty ? .success : .no
    }

    mutating func add(_ item: AnsweringPlan.Item, _ answer: Answer, unwritten refusal: Refusal?) {
        switch answer {
        case .refused(let refusal): refuse(item, refusal)
        case .granted: granted += 1
        case .repeated: repeated += 1
        }
        guard let refusal else { return }
        unwritten.append(Self.line(item, refusal))
        if worst != .inputOutput { worst = refusal.code.exitStatus }
    }

    mutating func refuse(_ item: AnsweringPlan.Item, _ refusal: Refusal) {
        refused.append(Self.line(item, refusal))
    }

    mutating func passOver(_ item: AnsweringPlan.Item) { passedOver += 1 }

    func render(into text: inout TextReport) {
        text.field("granted", "\(granted)", granted > 0 ? .good : .plain)
        text.field("answered before", repeated > 0 ? "\(repeated), the same licenses again" : nil)
        text.field("refused", "\(refused.count)", refused.isEmpty ? .plain : .caution)
        text.field("passed over", passedOver > 0 ? "\(passedOver) that are no requests" : nil)
        if !refused.isEmpty {
            text.heading("Refused")
            text.table(Self.table(refused))
        }
        if !unwritten.isEmpty {
            text.heading("In the ledger, but not written; give the command again when that is put right")
            text.table(Self.table(unwritten))
        }
    }

    private static func line(_ item: AnsweringPlan.Item, _ refusal: Refusal) -> Refused {
        Refused(file: item.shownInput, code: refusal.code.rawValue, message: refusal.sentence)
    }

    private static func table(_ lines: [Refused]) -> TextTable {
        var table = TextTable(["file", "code", "why"])
        for line in lines { table.row([line.file, line.code, line.message]) }
        return table
    }
}
