import Activation
import CommandSupport
import Issuing
import Refusals

/// What `respond` says about one answer.
struct AnswerReport: Report {
    let outcome: String
    let license: String
    let customer: String
    let product: String
    let lastDay: String?
    let seatsInUse: Int
    let seats: Int
    let sameSeat: Bool
    let file: String?
    let document: String

    enum CodingKeys: String, CodingKey {
        case outcome, license, customer, product, seats, file, document
        case lastDay = "last_day"
        case seatsInUse = "seats_in_use"
        case sameSeat = "same_seat"
    }

    /// Nil for a refusal.
    init?(_ answer: Answer, file: String?) {
        guard let grant = answer.grant else { return nil }
        if case .repeated = answer { outcome = "repeated" } else { outcome = "granted" }
        license = grant.license.id.description
        customer = grant.customer
        product = grant.license.product.text
        lastDay = grant.license.lastDay?.description
        seatsInUse = grant.seatsInUse
        seats = grant.seats
        sameSeat = grant.isSameSeat
        self.file = file
        document = String(decoding: grant.armoured, as: UTF8.self)
    }

    func render(into text: inout TextReport) {
        text.field("license", "\(license) for \(customer), \(product)", .good)
        switch outcome {
        case "repeated":
            text.field("answer", "the same request was answered before; this is the same license")
        default: text.field("answer", sameSeat ? "granted; this machine had its seat already" : "granted")
        }
        text.field("last day", lastDay ?? "none, it does not end")
        text.field("seats", "\(seatsInUse) of \(seats) in use")
        text.field("written to", file)
    }
}
