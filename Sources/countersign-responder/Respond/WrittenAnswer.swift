import Activation
import Cryptography
import Issuing

/// Which request a file that was written answers.
struct WrittenAnswer: Encodable, Sendable {
    /// The license's file, or the time correction's.
    let file: String
    /// The digest of the request, as `inspect` and the site show it.
    let request: String
    /// What the request came in.
    let input: String
    /// Whether it is one of several requests in one picture: so its file's name does not tell it from the others.
    let isOneOfSeveral: Bool

    enum CodingKeys: String, CodingKey {
        case file, request, input
    }

    /// Nil for a refusal.
    init?(_ answer: Answer, to item: AnsweringPlan.Item) {
        guard let issued = answer.issued else { return nil }
        switch issued.award {
        case .license(let grant): request = grant.license.request.hexadecimal
        case .correction(let correction): request = correction.correction.request.hexadecimal
        }
        file = item.outputInFolder(for: issued.document)
        input = item.shownInput
        isOneOfSeveral = item.isOneOfSeveral
    }
}
