import CommandSupport
import Refusals
import TextForm

/// The codes of ours that were found in a picture: at least one.
struct PicturedCodes: Sendable {
    /// Those that are a document each, every document once.
    private(set) var documents: [ScannedText] = []
    /// Those that are a part of one.
    private(set) var parts: [ScannedText] = []

    /// - Throws: `picture.no-code` if none is ours.
    init(texts: [String]) throws(Refusal) {
        for code in texts.compactMap({ ScannedText($0) }) {
            if code.isPart {
                parts.append(code)
            } else if !documents.contains(where: { $0.isSame(as: code) }) {
                documents.append(code)
            }
        }
        if documents.isEmpty, parts.isEmpty { throw Self.noneOfOurs(among: texts) }
    }

    /// What answers to a request are made for: the requests in the picture; where there is none, one of the others,
    /// so that it is said what it is.
    var requests: [ScannedText] {
        let requests = documents.filter { $0.kind == .request }
        return requests.isEmpty && parts.isEmpty ? Array(documents.prefix(1)) : requests
    }

    private static func noneOfOurs(among texts: [String]) -> Refusal {
        guard let first = texts.first else { return Refusal(.pictureWithoutCode) }
        let shown = SafeText.line(first, limit: 40)
        return Refusal(
            .pictureWithoutCode, "The picture has a QR code, but none of ours; it begins with '\(shown)'.",
            remedy: "Photograph the code that 'countersign-client request' shows or prints.")
    }
}
