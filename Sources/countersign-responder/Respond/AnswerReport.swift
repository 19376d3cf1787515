import Activation
import CommandSupport
import Issuing

/// What `respond` says about one license.
struct AnswerReport: Report {
    private let outcome: String
    private let request: AnsweredRequest
    private let lastDay: String?
    /// When that is over by the desk's clocks; nil where they show UTC.
    private let endsHere: String?
    private let seatsInUse: Int
    private let seats: Int
    private let sameSeat: Bool
    /// Whether the last day is that of the license before, and why.
    private let sameLastDay: Bool
    private let kind: LicenseKind
    /// The license's changes of machine; nil for a site.
    private let rebindings: RebindingReport?

    private enum CodingKeys: String, CodingKey {
        case outcome, seats, rebindings
        case lastDay = "last_day"
        case seatsInUse = "seats_in_use"
        case sameSeat = "same_seat"
        case sameLastDay = "same_last_day"
    }

    init(
        _ grant: Grant, _ document: OutgoingDocument, isRepeated: Bool, file: String?,
        localEnd: (CalendarDay) -> String?
    ) {
        outcome = isRepeated ? "repeated" : "granted"
        request = AnsweredRequest(
            license: grant.license.id.description, customer: grant.customer,
            product: grant.license.product.text, machine: grant.machine,
            warnings: grant.machine?.warnings ?? [],
            file: file, document: document.armoured)
        lastDay = grant.license.lastDay?.description
        endsHere = grant.license.lastDay.flatMap(localEnd)
        seatsInUse = grant.seatsInUse
        seats = grant.seats
        sameSeat = grant.isSameSeat
        sameLastDay = grant.keepsLastDay
        kind = grant.license.kind
        rebindings = grant.rebindings.map(RebindingReport.init)
    }

    /// Writes the seats and the term beside the names of ``AnsweredRequest``.
    func encode(to encoder: any Encoder) throws {
        try request.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(outcome, forKey: .outcome)
        try container.encodeIfPresent(lastDay, forKey: .lastDay)
        try container.encode(seatsInUse, forKey: .seatsInUse)
        try container.encode(seats, forKey: .seats)
        try container.encode(sameSeat, forKey: .sameSeat)
        try container.encode(sameLastDay, forKey: .sameLastDay)
        try container.encodeIfPresent(rebindings, forKey: .rebindings)
    }

    func render(into text: inout TextReport) {
        request.renderLicense(into: &text)
        switch outcome {
        case "repeated":
            text.field("answer", "the same request was answered before; this is the same license")
        default: text.field("answer", sameSeat ? "granted; this machine had its seat already" : "granted")
        }
        text.field("machine", request.comparison ?? request.environment)
        request.renderWarnings(into: &text)
        let day = lastDay.map { $0 + (endsHere ?? "") } ?? "none, it never expires"
        text.field("last day", day + (sameLastDay ? ", as before: \(kind.whySameLastDay)" : ""))
        text.field("seats", "\(seatsInUse) of \(seats) in use")
        if let rebindings, rebindings.counted > 0 { text.field("counted", rebindings.sentence, .caution) }
        text.field("written to", request.file)
    }
}
