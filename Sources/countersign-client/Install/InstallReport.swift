import Activation
import ClockGuard
import CommandSupport
import Countersign
import Installation

/// What `install` says.
struct InstallReport: Report {
    let outcome: String
    let product: String
    let license: String?
    let verdict: String?
    let lastDay: String?
    /// After a time correction: `right`, `ahead` or `set-back`.
    let clock: String?
    /// What time the vendor says it was when he signed.
    let vendorTime: String?
    private let sentence: String
    private let isGood: Bool

    enum CodingKeys: String, CodingKey {
        case outcome, product, license, verdict, clock
        case vendorTime = "vendor_time"
        case lastDay = "last_day"
    }

    init(_ result: InstallOutcome) {
        switch result {
        case .installed(let license, let verdict):
            self.init(
                "installed", license, verdict,
                verdict.isLicensed
                    ? "The license is installed; this machine is licensed\(Self.term(license))."
                    : "The license is installed, but it is not valid: \(Self.why(verdict)).")
        case .alreadyInstalled(let license, let verdict):
            self.init(
                "already_installed", license, verdict,
                "This license is already installed; nothing was changed.")
        case .keptBetter(let offered, let inUse, let verdict):
            self.init(
                "kept_better", inUse, verdict,
                inUse.issuedOn == offered.issuedOn && inUse.lastDay == offered.lastDay
                    ? "Nothing was changed: the license in use has the same dates, and answers a later request."
                    : "A better license is in use and stays: the one from \(inUse.issuedOn)\(Self.term(inUse)). The "
                        + "one you gave is from \(offered.issuedOn)\(Self.term(offered)).")
        case .timeCorrected(let product, let time, let clock):
            self.init(product, corrected: time, clock)
        }
    }

    init(_ result: ProductFileOutcome) {
        switch result {
        case .installed(let file):
            self.init(
                "product_file_installed", file.product,
                "Version \(file.version) of the product file is now in use.")
        case .alreadyInstalled(let file):
            self.init(
                "product_file_already_installed", file.product,
                "Version \(file.version) of the product file is already in use; nothing was changed.")
        }
    }

    private init(_ outcome: String, _ license: License, _ verdict: Verdict, _ sentence: String) {
        clock = nil
        vendorTime = nil
        self.outcome = outcome
        product = license.product.text
        self.license = license.id.description
        self.verdict = verdict.code
        lastDay = license.lastDay?.description
        self.sentence = sentence
        isGood = verdict.isLicensed
    }

    private init(_ product: ProductID, corrected time: UnixTime, _ clock: ClockVerdict) {
        let done =
            "The clock record is corrected: it was \(time.shortText) (UTC) when the vendor signed."
        switch clock {
        case .trustworthy(_, nil):
            self.init(
                "time_corrected", product, done + " This computer's clock agrees.", clock: "right", time: time
            )
        case .trustworthy(let shown, _):
            let still = "The clock shows \(shown.shortText) now; if that is wrong, set it."
            self.init(
                "time_corrected", product, "\(done) \(still)", isGood: false, clock: "ahead", time: time)
        case .setBack(let setBack):
            let still = "Now set the clock: " + setBack.sentence
            self.init(
                "time_corrected", product, "\(done) \(still)", isGood: false, clock: "set-back", time: time)
        }
    }

    private init(
        _ outcome: String, _ product: ProductID, _ sentence: String, isGood: Bool = true,
        clock: String? = nil, time: UnixTime? = nil
    ) {
        self.clock = clock
        vendorTime = time?.description
        self.outcome = outcome
        self.product = product.text
        license = nil
        verdict = nil
        lastDay = nil
        self.sentence = sentence
        self.isGood = isGood
    }

    func render(into text: inout TextReport) {
        text.paragraph(sentence, isGood ? .good : .caution)
        text.field("product", product)
        text.field("license", license)
    }

    private static func term(_ license: License) -> String {
        license.lastDay.map { " until the end of \($0) (UTC)" } ?? " with no end date"
    }

    private static func why(_ verdict: Verdict) -> String {
        switch verdict {
        case .expired(let license): "it ended on \(license.lastDay?.description ?? "an earlier day")"
        case .notYetValid(let license): "it begins on \((license.startsOn ?? license.issuedOn).description)"
        case .clockSetBack(_, let setBack):
            "\(setBack.sentence.dropLast(1)). Set the clock right, and it is"
        default: verdict.code
        }
    }
}
