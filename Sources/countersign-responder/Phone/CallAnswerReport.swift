import Activation
import CommandSupport
import Issuing
import PhoneCode

/// What was granted, to be read aloud.
struct CallAnswerReport: Report {
    let outcome = "granted"
    let call: Int64
    let kind: String
    let license: String
    let customer: String
    let repeated: Bool
    let seatsInUse: Int
    let seats: Int
    let groups: [String]
    let form: String
    let document: String

    enum CodingKeys: String, CodingKey {
        case outcome, call, kind, license, customer, repeated, seats, groups, form, document
        case seatsInUse = "seats_in_use"
    }

    init(_ answer: CallAnswer, _ form: CodeForm, _ call: Int64) {
        self.call = call
        kind = answer.document.kind == .correction ? "time-correction" : "license"
        license = answer.license.description
        customer = answer.customer
        repeated = answer.isRepeated
        (seatsInUse, seats) = (answer.seatsInUse, answer.seats)
        groups = answer.response.spoken.groups(form)
        self.form = form.rawValue
        document = String(decoding: answer.document.armoured, as: UTF8.self)
    }

    func render(into text: inout TextReport) {
        text.field("granted to", customer, .good)
        text.field("license", license)
        text.field(
            "seats", "\(seatsInUse) of \(seats) in use" + (repeated ? "; the same answer as before" : ""))
        text.blankLine()
        text.paragraph("Read these groups to the caller, with their numbers:")
        text.blankLine()
        text.groups(groups)
    }
}
