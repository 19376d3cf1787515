import Activation
import CommandSupport
import DurableFiles
import Issuing
import Refusals

/// What `respond` says at the end of many.
struct AnsweringSummary: Report {
    struct Refused: Encodable {
        let file: String
        let code: String
        let message: String
        let remedy: String
    }

    struct Warned: Encodable {
        let file: String
        let code: String
        let message: String
    }

    /// What a time correction that is given by itself says.
    struct Corrected: Encodable {
        let file: String
        let license: String
        let times: CorrectionTimes
        /// The file, the two times to the minute, and the count, for a person.
        fileprivate let row: [String]

        private enum CodingKeys: CodingKey {
            case file, license
        }

        init(_ correction: Correction, isRepeated: Bool, file: String) {
            self.file = file
            license = correction.license.description
            times = CorrectionTimes(correction, isRepeated: isRepeated)
            row = [
                file, correction.clock?.shown.shortText ?? "", correction.clock?.seen.shortText ?? "",
                "\(correction.correctionsBefore)",
            ]
        }

        /// Writes `file` and `license` beside the names of ``CorrectionTimes``.
        func encode(to encoder: any Encoder) throws {
            try times.encode(to: encoder)
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(file, forKey: .file)
            try container.encode(license, forKey: .license)
        }
    }

    private(set) var granted = 0
    private(set) var repeated = 0
    /// New time corrections.
    private(set) var corrected = 0
    /// Time corrections that were given before.
    private(set) var correctedBefore = 0
    private(set) var corrections: [Corrected] = []
    private(set) var passedOver = 0
    /// Files in a folder that are no documents of ours.
    private(set) var unrecognized: [String] = []
    private(set) var refused: [Refused] = []
    private(set) var unwritten: [Refused] = []
    /// The files that are there now, and which request each of them answers.
    private(set) var written: [WrittenAnswer] = []
    /// What was answered, and what the vendor should know about it.
    private(set) var warnings: [Warned] = []
    /// The folder that the licenses went to; nil where each is beside its request.
    let out: String?

    private let folders: [String]
    private let next: NextCommands
    /// Folders in these, which were not looked into.
    let subfolders: [String]
    /// Why a license was not written: a disk that is full or broken before a file that is in the way.
    private var worst: ExitStatus?

    /// How many inputs were dealt with.
    var count: Int { requests + passedOver }
    private var requests: Int { answered + refused.count }

    private var answered: Int { granted + repeated + corrected + correctedBefore }

    /// The most names that a person is shown where nothing is to be done about them.
    private static let namesShown = 5

    enum CodingKeys: String, CodingKey {
        case granted, repeated, refused, written, unwritten, warnings, unrecognized, out, corrections,
            subfolders
        case passedOver = "passed_over"
        case corrected = "time_corrections"
        case correctedBefore = "repeated_time_corrections"
    }

    /// - Parameter next: writes the commands of what to do.
    init(_ plan: AnsweringPlan, next: NextCommands) {
        self.next = next
        out = plan.out
        folders = plan.folders
        subfolders = plan.subfolders
    }

    /// Yes, if all were answered; an answer that could not be written is worse than a refusal.
    var status: ExitStatus {
        if let worst { return worst }
        return refused.isEmpty ? .success : .no
    }

    mutating func add(_ item: AnsweringPlan.Item, _ answer: Answer, unwritten refusal: Refusal?) {
        switch answer {
        case .refused(let refusal): refuse(item, refusal)
        case .given(let issued): add(issued.award, isRepeated: false, item)
        case .again(let issued): add(issued.award, isRepeated: true, item)
        }
        for warning in answer.warnings {
            warnings.append(
                Warned(file: item.shownInput, code: warning.code, message: warning.sentence))
        }
        guard let refusal else {
            if let answer = WrittenAnswer(answer, to: item) { written.append(answer) }
            return
        }
        let isInTheWay = refusal.code == .fileExists && refusal.remedy == refusal.code.remedy
        unwritten.append(
            line(
                item, refusal,
                remedy: isInTheWay ? "Move it away, name another folder with --out, or use --force." : nil))
        if worst != .inputOutput { worst = refusal.code.exitStatus }
    }

    /// Says which codes beside those that were answered could not be read, or were not looked for.
    mutating func warn(of unread: UnreadCodes, in item: AnsweringPlan.Item) {
        for warning in unread.warnings {
            warnings.append(
                Warned(
                    file: item.shownInput, code: warning.code,
                    message: "\(warning.sentence) \(warning.remedy)"))
        }
    }

    private mutating func add(_ award: Award, isRepeated: Bool, _ item: AnsweringPlan.Item) {
        switch (award, isRepeated) {
        case (.license, false): granted += 1
        case (.license, true): repeated += 1
        case (.correction(let correction), _):
            corrections.append(Corrected(correction, isRepeated: isRepeated, file: item.shownInput))
            if isRepeated { correctedBefore += 1 } else { corrected += 1 }
        }
    }

    mutating func refuse(_ item: AnsweringPlan.Item, _ refusal: Refusal) {
        refused.append(line(item, refusal))
    }

    mutating func passOver(_ item: AnsweringPlan.Item, isOurs: Bool) {
        passedOver += 1
        if !isOurs { unrecognized.append(item.shownInput) }
    }

    func render(into text: inout TextReport) {
        if requests == 0 {
            let places = folders.map(shownPath).joined(separator: ", ")
            text.paragraph(
                "There is no request in \(places)"
                    + (subfolders.isEmpty ? " (subfolders are not read)." : "."),
                .caution)
        } else {
            renderCounts(into: &text)
        }
        let passed = "\(passedOver) (not \(passedOver == 1 ? "a request" : "requests"))"
        text.field("skipped", passedOver > 0 ? passed : nil)
        text.field("not known here", unrecognized.isEmpty ? nil : Self.names(unrecognized))
        text.field(
            "not looked into",
            subfolders.isEmpty
                ? nil
                : "\(Self.names(subfolders.map(shownPath))): folders are read only if they are named",
            .caution)
        renderSeveral(into: &text)
        renderCorrections(into: &text)
        renderWarnings(into: &text)
        Self.render(refused, under: "Refused", into: &text)
        Self.render(
            unwritten,
            under: "In the ledger, but not written; run the command again when that is fixed",
            into: &text)
    }

    private func renderCounts(into text: inout TextReport) {
        text.field("granted", "\(granted)", granted > 0 ? .good : .plain)
        text.field("answered before", repeated > 0 ? "\(repeated), the same licenses again" : nil)
        text.field("time corrections", corrected > 0 ? "\(corrected)" : nil)
        text.field(
            "corrected before",
            correctedBefore > 0 ? "\(correctedBefore), the same time corrections again" : nil)
        text.field("refused", "\(refused.count)", refused.isEmpty ? .plain : .caution)
        let written = answered - unwritten.count
        text.field("written to", written > 0 ? out.map { shownPath($0) } ?? "beside their requests" : nil)
    }

    private func renderSeveral(into text: inout TextReport) {
        let several = written.filter(\.isOneOfSeveral)
        guard !several.isEmpty else { return }
        text.heading("Several requests in one picture: which is answered by which file")
        var table = TextTable(["request's digest", "file"])
        for answer in several { table.row([answer.request, shownPath(answer.file)]) }
        text.table(table)
    }

    private func renderCorrections(into text: inout TextReport) {
        guard !corrections.isEmpty else { return }
        text.heading("Time corrections (UTC)")
        var table = TextTable(["file", "machine's clock", "has seen up to", "earlier"])
        for correction in corrections { table.row(correction.row) }
        text.table(table)
    }

    private func renderWarnings(into text: inout TextReport) {
        let isUnread = { (warning: Warned) in UnreadCodes.codes.contains(warning.code) }
        Self.render(warnings.filter { !isUnread($0) }, under: "Answered, with warnings", into: &text)
        // The files are those of other requests, or of none.
        Self.render(warnings.filter(isUnread), under: "In pictures, and not read", into: &text)
    }

    private static func render(_ warnings: [Warned], under heading: String, into text: inout TextReport) {
        guard !warnings.isEmpty else { return }
        text.heading(heading)
        // A whole yard of containers gives one line.
        var said: Set<String> = []
        for warning in warnings where said.insert(warning.message).inserted {
            var files: [String] = []
            for other in warnings where other.message == warning.message && !files.contains(other.file) {
                files.append(other.file)
            }
            text.paragraph("\(names(files)): \(warning.message)")
        }
    }

    private static func names(_ names: [String]) -> String {
        let rest = names.count - namesShown
        let shown = names.prefix(namesShown).joined(separator: ", ")
        return rest > 0 ? "\(shown) and \(rest) more" : shown
    }

    private func line(
        _ item: AnsweringPlan.Item, _ refusal: Refusal, remedy: String? = nil
    ) -> Refused {
        Refused(
            file: item.shownInput, code: refusal.code.rawValue, message: refusal.sentence,
            remedy: remedy ?? refusal.advice(next))
    }

    /// The lines, and below them what to do: once for each code, however many have it.
    private static func render(_ lines: [Refused], under heading: String, into text: inout TextReport) {
        guard !lines.isEmpty else { return }
        text.heading(heading)
        var table = TextTable(["file", "code", "why"])
        for line in lines { table.row([line.file, line.code, line.message]) }
        text.table(table)
        text.heading("What to do")
        var said: Set<String> = []
        // Each kind of picture has a remedy of its own, and so has a folder in the place of a file.
        for line in lines
        where said.insert(
            line.code.hasPrefix("picture.") || line.code == RefusalCode.fileExists.rawValue
                ? line.remedy : line.code
        ).inserted {
            text.paragraph("\(line.code): \(line.remedy)")
        }
    }
}
