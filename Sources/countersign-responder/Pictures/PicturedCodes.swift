import CommandSupport
import PictureProcess
import Refusals
import TextForm

/// The codes of ours that were found in a picture: at least one.
struct PicturedCodes: Sendable {
    /// Those that are a document each, every document once.
    private(set) var documents: [ScannedText] = []
    /// Those that are a part of one.
    private(set) var parts: [ScannedText] = []
    /// Those that could not be read, ours or not, and whether there may be more.
    private(set) var unread = UnreadCodes()

    /// - Throws: `picture.no-code` if none is ours.
    init(_ contents: PictureContents) throws(Refusal) {
        for code in contents.texts.compactMap({ ScannedText($0) }) { add(code) }
        unread = UnreadCodes(places: contents.unread, isSearchCutShort: contents.isCutShort)
        if documents.isEmpty, parts.isEmpty { throw Self.noneOfOurs(among: contents.texts, unread) }
    }

    /// What several pictures show together, if that is one document and nothing else, be it in parts; else nil.
    init?(ofOneDocument contents: [Result<InputContent, Refusal>]) {
        for content in contents {
            guard case .success(.picture(let codes)) = content else { return nil }
            for code in codes.documents + codes.parts { add(code) }
        }
        guard documents.count + Set(parts.map(\.series)).count == 1 else { return nil }
    }

    private mutating func add(_ code: ScannedText) {
        if code.isPart {
            parts.append(code)
        } else if !documents.contains(where: { $0.isSame(as: code) }) {
            documents.append(code)
        }
    }

    /// What answers to a request are made for: the requests in the picture; where there is none, one of the others,
    /// so that it is said what it is.
    var requests: [ScannedText] {
        let requests = documents.filter { $0.kind == .request }
        return requests.isEmpty && parts.isEmpty ? Array(documents.prefix(1)) : requests
    }

    /// Enough to tell what it is, and no more: a stranger's code may hold a password.
    private static func beginning(of text: String) -> String {
        let scheme = text.prefix { $0.isASCII && $0.isLetter }
        let hasScheme = !scheme.isEmpty && text[scheme.endIndex...].hasPrefix(":")
        return hasScheme && scheme.utf8.count <= 20 ? "\(scheme):" : SafeText.line(text, limit: 10)
    }

    private static func noneOfOurs(among texts: [String], _ unread: UnreadCodes) -> Refusal {
        guard let first = texts.first else {
            return unread.refusal(beside: nil) ?? Refusal(.pictureWithoutCode)
        }
        let stranger =
            "The picture has a QR code, but not a Countersign one; it begins with '\(beginning(of: first))'."
        return unread.refusal(beside: stranger)
            ?? Refusal(
                .pictureWithoutCode,
                unread.isSearchCutShort ? "\(stranger) \(UnreadCodes.cutShortSentence)" : stranger,
                remedy: "Photograph the code that '\(NextCommands().client("request"))' shows or prints.")
    }
}
