import Activation
import ClockGuard
import Installation

/// What `status` says of a clock that is set back, that has leapt ahead, or that could not be noted.
struct ClockStatus: Encodable {
    /// `set-back`, `ahead` or `unrecorded`.
    let state: String
    /// What the clock shows, UTC.
    let shown: String
    /// What it must show at the least; or what it would show if the machine had not been off.
    let expected: String
    /// How that is known: `mark`, `signed-document` or `system-file`.
    let evidence: String?
    /// The system's file.
    let file: String?
    /// What is worth a line beside the verdict.
    let remark: String?

    private enum CodingKeys: String, CodingKey {
        case state, shown, expected, evidence, file
    }

    /// Nil if there is nothing to say.
    init?(_ standing: Standing) {
        guard let judgement = standing.clock else { return nil }
        switch judgement.verdict {
        case .setBack(let setBack):
            state = "set-back"
            shown = setBack.shown.description
            expected = setBack.expected.description
            // Where it is the verdict, that says it.
            remark = standing.verdict.isLicensed ? setBack.remark : nil
            switch setBack.evidence {
            case .highWaterMark: (evidence, file) = ("mark", nil)
            case .signedDocument: (evidence, file) = ("signed-document", nil)
            case .systemFile(let path): (evidence, file) = ("system-file", path)
            }
        case .trustworthy(let now, _):
            (evidence, file) = (nil, nil)
            if let leap = judgement.verdict.remarkableLeap {
                state = "ahead"
                shown = leap.shown.description
                expected = leap.expected.description
                remark = leap.sentence
            } else if standing.couldNotRecord {
                state = "unrecorded"
                shown = now.description
                expected = judgement.record.highWaterMark.description
                remark =
                    "Its time could not be noted in the state folder; if the clock is set back, that may not be "
                    + "noticed."
            } else {
                return nil
            }
        }
    }
}
