import Activation
import CommandSupport
import Issuing

/// The calls that go on.
struct CallListReport: Report {
    struct Row: Encodable {
        let call: Int64
        let agent: String
        let license: String?
        let customer: String?
        /// Whether the caller has proven the license's activation key.
        let isProven: Bool
        let opened: String
        let updated: String
        /// The groups of the request that are there.
        let groups: Int
        /// The group of the answer that is read next; nil where none was granted.
        let position: Int?
        private let updatedShort: String

        enum CodingKeys: String, CodingKey {
            case call, agent, license, customer, opened, updated, groups, position
            case isProven = "proven"
        }

        init(_ call: Call, customer: String?) {
            self.customer = customer
            self.call = call.number
            agent = call.agent
            isProven = call.license != nil
            license = (call.license ?? call.namedLicense)?.description
            opened = call.openedAt.description
            updated = call.updatedAt.description
            groups = call.typed.count
            position = call.position > 0 ? call.position : nil
            updatedShort = call.updatedAt.shortText
        }

        private var progress: String {
            if let position { return "reading group \(position)" }
            return "\(groups) \(groups == 1 ? "group" : "groups") typed"
                + (license == nil || isProven ? "" : ", key not proven")
        }

        var cells: [String] {
            [
                "\(call)", updatedShort, agent, license ?? "", customer ?? "", progress,
            ]
        }
    }

    let calls: [Row]
    private let commands: CallCommands

    enum CodingKeys: String, CodingKey {
        case calls
    }

    init(calls: [Row], commands: CallCommands) {
        (self.calls, self.commands) = (calls, commands)
    }

    func render(into text: inout TextReport) {
        guard !calls.isEmpty else { return text.paragraph("There are no open calls.") }
        var table = TextTable(["call", "last (UTC)", "agent", "license", "customer", "how far"])
        for row in calls { table.row(row.cells) }
        text.table(table)
        text.blankLine()
        text.paragraph("To continue one:")
        text.command(commands.resuming("CALL", commands.agent == nil ? " --agent NAME" : ""))
    }
}
