import Activation
import ArgumentParser
import ClockGuard
import CommandSupport
import Countersign
import Installation
import Refusals

/// `countersign-client install`: takes in whatever the vendor sent.
struct InstallCommand: CountersignCommand {
    static let configuration = CommandConfiguration(
        commandName: "install",
        abstract: "Install what the vendor sent: a license, a newer product file, or a time correction.")

    @Argument(help: "The file that the vendor sent; '-' reads standard input.")
    var input: String

    @OptionGroup var rootKey: RootKeyOptions
    @OptionGroup var state: StateOptions
    @OptionGroup var global: GlobalOptions

    func run(in context: CommandContext) throws(Refusal) {
        let path = state.path(in: context)
        switch try document(in: context) {
        case .product(let file):
            try rootKey.check(file)
            let outcome = try StateFolder.openOrCreate(path).install(file, rootKey: nil)
            try context.show(InstallReport(outcome), as: global.format)
        case .license(let license):
            do throws(Refusal) {
                let outcome = try StateFolder.open(path).install(
                    license, machine: try context.machine(), random: SystemRandom())
                try context.show(InstallReport(outcome), as: global.format)
            } catch {
                throw notRequested(license.unverifiedBody, error, path, in: context)
            }
        case .correction(let correction):
            let outcome = try StateFolder.open(path).install(correction, machine: try context.machine())
            try context.show(InstallReport(outcome), as: global.format)
        case .request:
            throw Refusal(.documentWrongKind)
        }
    }

    /// The usual reason is another user's folder, as after `sudo`: so the refusal says which folder it was.
    private func notRequested(
        _ license: License, _ refusal: Refusal, _ path: String, in context: CommandContext
    ) -> Refusal {
        if refusal.code == .stateMissing, license.binding == .site {
            return Refusal(
                .stateMissing,
                "No product file is installed in \(path), the folder of user \(context.userName).",
                remedy:
                    "First install the product file that came with the software: countersign-client install FILE"
            )
        }
        let what: String
        switch refusal.code {
        case .stateMissing: what = "No request was made in \(path)"
        case .licenseNotRequestedHere: what = "The license answers a request that was not made in \(path)"
        default: return refusal
        }
        return Refusal(
            refusal.code, "\(what), the folder of user \(context.userName).",
            remedy:
                "Install it as the user who made the request (without sudo?), or name that user's folder with "
                + "--state. Only if no request was ever made: \(RequestCommand.first)")
    }

    /// The document to install. A mail may hold the request that it answers, too; what cannot be installed is
    /// refused here, in the words that fit.
    private func document(in context: CommandContext) throws(Refusal) -> AnyDocument {
        let (document, bytes) = try context.readDocument(input)
        guard case .request = document else { return document }
        do throws(Refusal) {
            return .license(try Unverified<License>(reading: bytes))
        } catch {
            throw error.concerning(context.name(ofInput: input))
        }
    }
}

/// What `install` says.
private struct InstallReport: Report {
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
                    : "The license is installed, but it is not in force: \(Self.why(verdict)).")
        case .alreadyInstalled(let license, let verdict):
            self.init(
                "already_installed", license, verdict,
                "This very license is installed already; nothing was changed.")
        case .keptBetter(let offered, let inUse, let verdict):
            self.init(
                "kept_better", inUse, verdict,
                inUse.issuedOn == offered.issuedOn && inUse.lastDay == offered.lastDay
                    ? "A license of the same day and term, for a later request, is in use and stays."
                    : "A better license is in use and stays: the one of \(inUse.issuedOn)\(Self.term(inUse)). The one "
                        + "that was given is of \(offered.issuedOn)\(Self.term(offered)).")
        case .timeCorrected(let product, let time, let clock):
            self.init(product, corrected: time, clock)
        case .productFileInstalled(let file):
            self.init(
                "product_file_installed", file.product,
                "Version \(file.version) of the product file is in use now.")
        case .productFileAlreadyInstalled(let file):
            self.init(
                "product_file_already_installed", file.product,
                "Version \(file.version) of the product file is in use already; nothing was changed.")
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
            "The record of the clock is put right: it was \(time.shortText) (UTC) when the vendor signed."
        switch clock {
        case .trustworthy(_, nil):
            self.init(
                "time_corrected", product, done + " The clock agrees with it.", clock: "right", time: time)
        case .trustworthy(let shown, _):
            let still = "The clock shows \(shown.shortText) now: if that is not so, set it."
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
        license.lastDay.map { " until the end of \($0) (UTC)" } ?? " without an end"
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
