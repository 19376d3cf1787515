import CommandSupport

/// What `--refuse` says.
struct CallRefusedReport: Report {
    let outcome = "refused"
    let call: Int64

    func render(into text: inout TextReport) {
        text.paragraph("Nothing was granted, and call \(call) is over.")
    }
}
