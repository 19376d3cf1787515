import Activation
import ClockGuard
import CommandSupport
import Countersign
import Fingerprint
import Installation
import Refusals

/// What is so about one product, in words and for scripts.
struct ProductStatus: Encodable {
    let product: String
    let name: String
    let verdict: String
    let licensed: Bool
    let license: String?
    let kind: String?
    let binding: String?
    let lastDay: String?
    let daysLeft: Int?
    /// When the last day is over, as the clocks here show it; nil where they show UTC.
    let endsAt: String?
    private let endsHere: String?
    let features: [String]
    let seats: UInt32?
    let maintenanceUntil: String?
    let productFileVersion: UInt32?
    /// When a request was made that is newer than the license, and whose answer is on the way.
    let requestMadeAt: String?
    let components: [Component]
    /// How the machine compares with the one that the license is bound to.
    let machine: Machine?
    /// How the device key is kept: `sealed` to this machine, or `unsealed`.
    let deviceKey: String?
    /// What is wrong with the clock, or remarkable about it.
    let clock: ClockStatus?
    /// What is damaged, though the verdict does not rest on it.
    let damaged: [DamagedFile]
    private let sentence: String
    private let term: String?
    /// How a product that is in another's way is removed; nil where it is not.
    private let forgetting: String?
    let remedy: String?

    struct Component: Encodable {
        let kind: String
        let outcome: String
        /// How many the license is bound to, and how many of those are there.
        let bound: Int
        let same: Int
    }

    struct Machine: Encodable {
        /// How much is as it was, in percent, and how much must be.
        let score: Int
        let threshold: Int
        /// How many more components may change, whichever they are.
        let room: Int
        /// The kinds of which not one more component may change.
        let vital: [String]
        let sentence: String
        let roomSentence: String

        enum CodingKeys: String, CodingKey {
            case score, threshold, room, vital
        }

        init(_ comparison: FingerprintComparison) {
            score = comparison.score
            threshold = Int(comparison.threshold)
            room = comparison.room
            let kinds = comparison.vital.map { ComponentKind(rawValue: $0) }
            vital = kinds.map { $0?.name ?? "unknown" }
            sentence = ComparisonWords(comparison).sentence
            let labels = kinds.map { "the \($0?.label ?? "unknown component")" }
            roomSentence =
                switch room {
                case 0: "any one component, but not \(Self.list(labels))"
                case 1: "any one component"
                default: "any \(room) components"
                }
        }
    }

    enum CodingKeys: String, CodingKey {
        case product, name, verdict, licensed, license, kind, binding, features, seats, components, machine
        case clock, damaged, remedy
        case deviceKey = "device_key"
        case lastDay = "last_day"
        case daysLeft = "days_left"
        case endsAt = "ends_at"
        case maintenanceUntil = "maintenance_until"
        case productFileVersion = "product_file_version"
        case requestMadeAt = "request_made_at"
    }

    /// A product about which nothing can be said, and why.
    init(of id: ProductID, because refusal: Refusal, next: NextCommands) {
        failure = refusal.code.exitStatus
        forgetting = nil
        requestMadeAt = nil
        product = id.text
        name = id.text
        productFileVersion = nil
        verdict = refusal.code.rawValue
        licensed = false
        sentence = refusal.sentence
        remedy = refusal.advice(next)
        license = nil
        kind = nil
        binding = nil
        term = nil
        lastDay = nil
        daysLeft = nil
        endsAt = nil
        endsHere = nil
        features = []
        seats = nil
        maintenanceUntil = nil
        components = []
        machine = nil
        deviceKey = nil
        clock = nil
        damaged = []
    }

    /// Why nothing can be said, as an exit status; nil if a verdict was reached.
    let failure: ExitStatus?

    /// - Parameters:
    ///   - underway: a request that is newer than the license.
    ///   - answered: the request that the license answers.
    ///   - call: a request by telephone that waits for its answer.
    ///   - damaged: the damaged files that the verdict does not rest on.
    ///   - isOnly: whether this machine has no other product, so that a new request need not name it.
    ///   - next: writes the commands that are shown.
    ///   - localTime: a moment as the clocks here show it.
    init(
        _ standing: Standing, of file: ProductFile, underway: Request?, answered: Request? = nil,
        call: WaitingCall? = nil, damaged: [DamagedFile] = [], isOnly: Bool, today: CalendarDay,
        next: NextCommands = NextCommands(),
        localTime: (UnixTime) -> LocalTime? = { _ in nil }
    ) {
        failure = nil
        let verdict = standing.verdict
        let commands = RequestCommands(next, product: isOnly ? nil : file.product)
        let isForeign = standing.clock != nil && standing.deviceKey == nil
        let words = VerdictWords(
            verdict, contact: file.contact,
            // A call that was begun is shown, even if its answer would change nothing.
            underway: call == nil ? Self.useful(underway, verdict, answered, today) : underway,
            call: call,
            commands: isForeign ? RequestCommands(withNewDevice: commands) : commands,
            leap: standing.clock?.verdict.remarkableLeap,
            isCorrectionAwaited: standing.clock?.record.awaitedRequests.isEmpty == false)
        requestMadeAt = underway?.madeAt.description
        product = file.product.text
        name = file.name
        productFileVersion = file.version
        self.verdict = verdict.code
        forgetting =
            isOnly || verdict.license != nil
            ? nil : "to remove this product: '\(next.client("forget \(file.product)"))'"
        licensed = verdict.isLicensed
        sentence = words.sentence
        remedy = words.remedy
        let license = verdict.license
        self.license = license?.id.description
        kind = license?.kind.rawName
        binding = license?.binding.rawName
        term = license.map { license in
            let isForThis = verdict.isLicensed && license.binding == .machine
            return "\(license.kind.label), for \(isForThis ? "this machine" : license.binding.label)"
        }
        lastDay = license?.lastDay?.description
        // By a clock that is not believed, there is nothing to count.
        daysLeft =
            verdict.setBack == nil
            ? license?.lastDay.map { max(0, Int($0.daysSince1970 - today.daysSince1970) + 1) } : nil
        let end = license?.lastDay.flatMap { localTime($0.end) }
        endsAt = end?.timestamp
        endsHere = end.map { "\($0.text) by the clocks here (\($0.zone))" }
        features = (license?.features ?? []).map(file.features.name)
        seats = license?.binding == .site ? license?.seats : nil
        maintenanceUntil = license?.maintenanceUntil?.description
        components =
            standing.comparison?.results.map {
                Component(
                    kind: ComponentKind(rawValue: $0.kind)?.name ?? "kind-\($0.kind)",
                    outcome: $0.outcome.rawValue, bound: $0.bound, same: $0.same)
            } ?? []
        machine = standing.comparison.map { Machine($0) }
        deviceKey = isForeign ? "foreign" : standing.deviceKey.map { $0 == .sealed ? "sealed" : "unsealed" }
        clock = ClockStatus(standing)
        self.damaged = damaged
    }

    /// A request that would change nothing is not worth the way to the vendor.
    private static func useful(
        _ underway: Request?, _ verdict: Verdict, _ answered: Request?, _ today: CalendarDay
    ) -> Request? {
        guard let underway, let license = verdict.license else { return underway }
        let hasEnded: Bool
        switch verdict {
        case .active: hasEnded = false
        case .expired: hasEnded = true
        default: return underway
        }
        let isUseful = underway.wouldChange(license, answering: answered, hasEnded: hasEnded, today: today)
        return isUseful ? underway : nil
    }

    func render(into text: inout TextReport) {
        text.heading(name)
        text.paragraph(sentence, licensed ? .good : .caution)
        text.field("license", license.map { "\($0), \(term ?? "")" })
        text.field("last day", lastDay.map { "\($0) (UTC)" + (daysLeft.map { ", \(Self.days($0))" } ?? "") })
        text.field("ends", endsHere)
        text.field("features", features.isEmpty ? nil : features.joined(separator: ", "))
        text.field("seats", seats.map { "\($0)" })
        text.field("maintenance", maintenanceUntil.map { "until \($0)" })
        text.field("machine", verdict == "machine-unreadable" ? nil : machine?.sentence)
        text.field("may change", licensed ? machine?.roomSentence : nil)
        text.field("device key", deviceKey.map(Self.keeping))
        text.field("clock", clock?.remark, .caution)
        text.field("product file", productFileVersion.map { "version \($0)" })
        text.field("what to do", remedy)
        for file in damaged { text.field("damaged", "\(file.message) \(file.remedy)", .caution) }
        text.field("not used", forgetting)
    }

    private static func keeping(_ protection: String) -> String {
        switch protection {
        case "sealed": "sealed to this machine"
        case "foreign": "from another machine, so there is no clock record here"
        default: "not sealed: this machine has too little hardware to tell it from a copy"
        }
    }

    private static func days(_ count: Int) -> String {
        switch count {
        case 0: "over"
        case 1: "today"
        default: "\(count) days including today"
        }
    }
}

extension ProductStatus.Machine {
    private static func list(_ names: [String]) -> String {
        guard let last = names.last, names.count > 1 else { return names.first ?? "" }
        return names.dropLast().joined(separator: ", ") + " and " + last
    }
}
