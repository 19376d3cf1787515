import CommandSupport

/// What a change of a license says.
struct LicenseChangeReport: Report {
    let license: String
    let change: String
    let detail: String
    var seatsInUse: Int?
    /// Who keeps the license, and until when.
    var holders: String?

    enum CodingKeys: String, CodingKey {
        case license, change, detail
        case seatsInUse = "seats_in_use"
    }

    func render(into text: inout TextReport) {
        text.field("license", license, .good)
        switch change {
        case "revoked_before": text.paragraph("It was revoked before; nothing was changed.")
        case "not_revoked": text.paragraph("It was not revoked; nothing was changed.", .caution)
        default: text.field(change, detail)
        }
        if let holders { text.paragraph(holders) }
    }
}
