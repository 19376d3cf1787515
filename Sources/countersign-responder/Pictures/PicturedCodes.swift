import CommandSupport
import Refusals
import TextForm

/// The codes of ours that were found in a picture: at least one.
struct PicturedCodes: Sendable {
    /// Those that are a document each, every document once.
    private(set) var documents: [ScannedText] = []
    /// Those that are a part of one.
    private(set) var parts: [ScannedText] = []
    /// How many more codes were found, and could not be read.
    private(set) var unread = 0

    /// - Throws: `picture.no-code` if none is ours.
    init(_ found: (texts: [String], unread: Int)) throws(Refusal) {
        for code in found.texts.compactMap({ ScannedText($0) }) { add(code) }
        unread = found.unread
        if documents.isEmpty, parts.isEmpty { throw Self.noneOfOurs(among: found.texts, unread) }
    }

    /// What is to be said of the codes that could not be read; nil if there are none.
    var warning: String? {
        guard unread > 0 else { return nil }
        let sentence = Self.unreadable(unread, beside: true)
        return "\(sentence.prefix(1).uppercased())\(sentence.dropFirst()). \(Self.again)"
    }

    /// The stable name of that warning.
    static let warningCode = "code-unread"

    private static func unreadable(_ count: Int, beside isBeside: Bool) -> String {
        let other = isBeside ? "another" : "a"
        return count == 1
            ? "\(other) QR code was found and cannot be read: it is blurred, or light is reflected in it"
            : "\(count) \(isBeside ? "other " : "")QR codes were found and cannot be read: they are blurred, or light is "
                + "reflected in them"
    }

    private static let again = "Take the picture again: hold still, closer, and without reflections."

    /// What several pictures show together, if that is one document and nothing else, be it in parts; else nil.
    init?(ofOneDocument contents: [Result<InputContent, Refusal>]) {
        for content in contents {
            guard case .success(.picture(let codes)) = content else { return nil }
            for code in codes.documents + codes.parts { add(code) }
            unread += codes.unread
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

    private static func noneOfOurs(among texts: [String], _ unread: Int) -> Refusal {
        guard let first = texts.first else {
            guard unread > 0 else { return Refusal(.pictureWithoutCode) }
            let sentence = unreadable(unread, beside: false)
            return Refusal(
                .pictureWithoutCode, "\(sentence.prefix(1).uppercased())\(sentence.dropFirst()).",
                remedy: again)
        }
        let others = unread == 0 ? "" : " Besides, \(unreadable(unread, beside: true))."
        return Refusal(
            .pictureWithoutCode,
            "The picture has a QR code, but not a Countersign one; it begins with '\(beginning(of: first))'.\(others)",
            remedy: "Photograph the code that 'countersign-client request' shows or prints.")
    }
}
