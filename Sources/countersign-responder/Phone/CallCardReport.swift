import Activation
import CommandSupport
import Issuing
import PhoneCode
import Refusals

/// What an agent sees before he grants something.
struct CallCardReport: Report {
    struct Seat: Encodable {
        let seat: Int64
        let first: String
        let last: String
        let byPhone: Bool
        let sameMark: Bool
        let inUse: Bool
        /// When it was last answered, by the clocks here; nil where they show UTC.
        let lastHere: String?

        enum CodingKeys: String, CodingKey {
            case seat, first, last
            case byPhone = "by_phone"
            case sameMark = "same_mark"
            case inUse = "in_use"
        }
    }

    struct EarlierCall: Encodable {
        let call: Int64
        let at: String
        let agent: String
        /// When it began or was refused, as it is shown.
        let moment: String

        enum CodingKeys: String, CodingKey {
            case call, at, agent
        }
    }

    let call: Int64
    let kind: String
    let license: String
    let product: String
    let customer: String
    let term: String
    let features: [String]
    let seatsInUse: Int
    let seats: Int
    /// The license's changes of machine within a year, with this answer if it is one.
    let rebindings: RebindingReport
    let machines: [Seat]
    /// How many machines have a seat, or had one; of many, not all are shown.
    let machinesInAll: Int64
    let calls: [EarlierCall]
    /// Who refused the same request before, the latest first.
    let refusedBefore: [EarlierCall]
    /// `license`, `time-correction`, `again` or `refused`.
    let outcome: String
    /// The seat that the answer would be for; nil for a new one.
    let seat: Int64?
    /// Whether the license would end on the very day of the one before; nil where it would be none.
    let sameLastDay: Bool?
    let refusal: String?
    let remedy: String?
    /// What is odd about the desk's clock, by which the answer would be dated.
    let warnings: [WarningReport]
    /// What it shows; nil where nothing is odd.
    private let clock: String?
    private let label: String
    private let productName: String
    /// What would be granted, or why nothing, in a sentence.
    let answer: String
    /// Whether something would be granted.
    let isGood: Bool
    /// Whether the agent is asked at a terminal; else what to type next is said.
    private let isAtTerminal: Bool
    private let commands: CallCommands
    /// Whether it would be granted for a reason only.
    private let isOverridden: Bool
    /// Whether it would be granted only if somebody says that the clock is right.
    private let isClockAsked: Bool

    enum CodingKeys: String, CodingKey {
        case call, kind, license, product, customer, term, features, seats, machines, calls, outcome, seat,
            answer
        case refusal, remedy, rebindings, warnings
        case seatsInUse = "seats_in_use"
        case machinesInAll = "machines_in_all"
        case sameLastDay = "same_last_day"
        case refusedBefore = "refused_before"
    }

    /// - Parameter context: knows what the clocks here show.
    init(
        _ card: CallCard, _ current: HeldCall, _ catalogue: FeatureCatalogue, in context: CommandContext,
        commands: CallCommands, isAtTerminal: Bool
    ) {
        self.commands = commands
        self.isAtTerminal = isAtTerminal
        warnings = card.clock.map { [WarningReport($0)] } ?? []
        clock = card.clock.map { "\($0.sentence) It shows \(context.clockText(card.now))." }
        isClockAsked = card.clock != nil && card.isSigned
        isOverridden = card.rebindings.isCounted && card.rebindings.used > card.rebindings.allowed
        call = current.number
        kind = card.kind.rawName
        label = card.kind == .activation ? "activation" : card.kind.label
        license = card.entitlement.id.description
        product = card.entitlement.product.text
        productName = card.productName
        customer = card.customer
        term = card.entitlement.termInWords
        features = card.entitlement.features.map(catalogue.name)
        (seatsInUse, seats) = (card.seatsInUse, card.seats)
        rebindings = RebindingReport(card.rebindings)
        machines = card.machines.prefix(10).map {
            Seat(
                seat: $0.number, first: $0.firstAt.shortText, last: $0.lastAt.shortText,
                byPhone: $0.isByPhone, sameMark: $0.hasSameMark, inUse: $0.isInUse,
                lastHere: context.localTime($0.lastAt)?.text)
        }
        machinesInAll = card.machinesInAll
        calls = card.calls.prefix(5).map {
            EarlierCall(
                call: $0.number, at: $0.openedAt.shortText, agent: $0.agent,
                moment: context.clockText($0.openedAt))
        }
        refusedBefore = card.refusals.prefix(5).map {
            EarlierCall(
                call: $0.call, at: $0.at.shortText, agent: $0.agent, moment: context.clockText($0.at))
        }
        var refused: Refusal?
        switch card.prospect {
        case .license(let license, let granted, let keepsLastDay):
            outcome = "license"
            seat = card.number(of: granted)
            sameLastDay = keepsLastDay
            let end = license.lastDay.map { "until the end of \($0)\(context.localEnd(of: $0) ?? "")" }
            answer =
                "a license " + (end ?? "with no end date")
                + (keepsLastDay ? ", as before: \(license.kind.whySameLastDay)" : "")
                + Self.where(granted, card)
        case .timeCorrection(let granted):
            outcome = "time-correction"
            (seat, sameLastDay) = (card.number(of: granted), nil)
            answer = "a time correction" + Self.where(granted, card)
        case .again(let document, let at):
            outcome = "again"
            (seat, sameLastDay) = (nil, nil)
            answer = Self.again(document, context.clockText(at), card.today)
        case .refusal(let refusal):
            outcome = "refused"
            (seat, sameLastDay) = (nil, nil)
            answer = "nothing: \(refusal.sentence)"
            refused = refusal
        }
        refusal = refused?.code.rawValue
        let advice =
            isAtTerminal
            ? card.remedyAtTerminal(commands.next) ?? refused?.advice(commands.next)
            : refused?.advice(commands.next)
        // By the right clock it may go on still.
        let isByClock = card.clock != nil && refused?.code == .licenseEnded
        remedy = isByClock ? "First check this computer's clock. " + (advice ?? "") : advice
        isGood = refused == nil
    }

    /// What was granted may have ended since.
    private static func again(_ document: OutgoingDocument, _ at: String, _ today: CalendarDay) -> String {
        let same = "the same answer that this request got on \(at); nothing is counted"
        guard document.kind == .license,
            let license = try? Unverified<License>(encoded: document.encoded).unverifiedBody
        else { return same }
        guard let lastDay = license.lastDay else { return same + ". It is a license with no end date" }
        guard lastDay < today else { return same + ". It is a license until the end of \(lastDay)" }
        return same + ". It ended on \(lastDay): ask for another request, with 'request --phone --new'"
    }

    private static func `where`(_ seat: CallSeat, _ card: CallCard) -> String {
        let name = card.number(of: seat).map { "seat \($0)" } ?? "a seat"
        let holder = card.entitlement.binding == .user ? "user" : "machine"
        return switch seat {
        case .new: ", on a new seat, \(card.seatsInUse + 1) of \(card.seats)"
        case .known(_, true):
            ", on \(name), which the agent chose. The \(holder) that has it has another mark: the caller's will "
                + "replace it, and 'audit alerts' will say so"
        case .known(_, false): ", on \(name), whose \(holder) has the caller's mark (one in 128 has it)"
        }
    }

    func render(into text: inout TextReport) {
        text.blankLine()
        text.field("customer", customer, .strong)
        text.field("asks for", "\(label) of \(productName), license \(license)")
        text.field("sold", "\(term)" + (features.isEmpty ? "" : ", with \(features.joined(separator: ", "))"))
        text.field("seats", "\(seatsInUse) of \(seats) in use")
        if rebindings.used > 0 || rebindings.allowed == 0 {
            text.field(
                "machine changes",
                rebindings.counted > 0 ? "with this answer \(rebindings.inShort)" : rebindings.inShort)
        }
        if !machines.isEmpty {
            text.blankLine()
            text.table(table)
            let others = machinesInAll - Int64(machines.count)
            if others > 0 {
                text.paragraph(
                    "Only \(machines.count) of \(machinesInAll) seats are shown, those with the caller's mark first. All "
                        + "are in '\(text.next.responder("license show \(license) --all"))'; any of them can be typed."
                )
            }
        }
        if !calls.isEmpty {
            text.blankLine()
            text.field(
                "earlier calls",
                calls.map { "call \($0.call), \($0.moment), \($0.agent)" }.joined(separator: "; "))
        }
        text.blankLine()
        if !refusedBefore.isEmpty {
            text.field(
                "refused",
                refusedBefore.map { "by \($0.agent) in call \($0.call), \($0.moment)" }.joined(
                    separator: "; "),
                .caution)
        }
        text.field("the answer", answer, isGood ? .good : .caution)
        text.field("what to do", remedy)
        text.field("the clock", clock, .caution)
        guard !isAtTerminal, isGood else { return }
        text.blankLine()
        let options = (isOverridden ? " --override REASON" : "") + (isClockAsked ? " --accept-clock" : "")
        text.paragraph((isClockAsked ? "First check the clock. " : "") + "To grant it:")
        text.command(commands.resuming(call, " --confirm\(options)"))
    }

    /// Where the clocks here do not show UTC, the last answer is shown by both, and of the first only the day, so that there
    /// is room.
    private var table: TextTable {
        let isLocal = machines.contains { $0.lastHere != nil }
        var table = TextTable(
            ["seat", "first (UTC)", "last (UTC)"] + (isLocal ? ["last (here)"] : []) + ["known", "mark"])
        for machine in machines {
            let times =
                isLocal
                ? [String(machine.first.prefix(10)), machine.last, machine.lastHere ?? machine.last]
                : [machine.first, machine.last]
            table.row(
                ["\(machine.seat)"] + times + [
                    (machine.byPhone ? "by telephone" : "its components")
                        + (machine.inUse ? "" : ", given back"),
                    machine.sameMark ? "same" : "another",
                ])
        }
        return table
    }
}

extension CallCard {
    /// What to do at a terminal, where options cannot be given any more; nil where the usual remedy serves.
    fileprivate func remedyAtTerminal(_ next: NextCommands) -> String? {
        guard case .refusal(let refusal) = prospect, isDecidedBySeat else { return nil }
        switch refusal.code {
        case .phoneSeatUndecided:
            return "Ask the caller which it is, then type its seat's number in the list, or 'new'."
        case .seatRebindingsUsedUp:
            return "Ask what was changed. If it is in order, type 'override' and the reason."
        case .activationKeyUsedUp:
            return "If it is one of those listed, type its seat's number. Or type 'pause', add a seat with "
                + "'\(next.responder("license seats \(entitlement.id) \(seats + 1)"))', and continue the call."
        default:
            guard machines.contains(where: \.isInUse) else { return nil }
            return "If the caller can say which of those listed it is, type its seat's number."
        }
    }
}
