import CommandSupport
import PictureProcess
import Refusals

/// Codes in a picture that were not read, found or not, and what is said of them.
struct UnreadCodes: Sendable {
    /// Where those are that were found.
    var places: [PicturePlace] = []
    /// Whether there may be others that were not even found.
    var isSearchCutShort = false

    /// The stable code of a warning of one that was found.
    static let code = "code-unread"
    /// The stable code of a warning that there may be more.
    static let cutShortCode = "search-cut-short"
    /// Both of them.
    static let codes = [code, cutShortCode]
    /// That there may be more.
    static let cutShortSentence = "The picture was not searched to its end: there may be more codes in it."

    /// What is said beside what was read.
    struct Warning: Sendable {
        let code: String
        let sentence: String
        let remedy: String
    }

    /// A warning of each, and of those that were not looked for.
    var warnings: [Warning] {
        let found = places.map {
            Warning(
                code: Self.code,
                sentence: "Another QR code was found \($0.words) of the picture, but it cannot be read: "
                    + "\(Self.causes(1)).",
                remedy: "If it is a request, photograph it again: closer, sharper, and by itself.")
        }
        guard isSearchCutShort else { return found }
        return found + [
            Warning(
                code: Self.cutShortCode, sentence: Self.cutShortSentence,
                remedy: "Photograph fewer codes at a time.")
        ]
    }

    /// The refusal of a picture in which nothing of ours could be read; nil if there are none of these.
    ///
    /// - Parameter stranger: what is said of somebody else's code in the picture.
    func refusal(beside stranger: String?) -> Refusal? {
        guard !places.isEmpty else { return nil }
        let isOne = places.count == 1
        let number =
            stranger == nil ? isOne ? "A" : "\(places.count)" : isOne ? "Another" : "\(places.count) more"
        let sentence =
            "\(number) QR code\(isOne ? " was" : "s were") found, \(shownPlaces) of the picture, but cannot be read: "
            + Self.causes(places.count) + "."
        let sentences = [stranger, sentence, isSearchCutShort ? Self.cutShortSentence : nil]
        return Refusal(
            .pictureWithoutCode, sentences.compactMap(\.self).joined(separator: " "),
            remedy: isOne
                ? "Photograph it again: closer, sharper, without glare, and by itself."
                : "Photograph each by itself: closer, sharper, and without glare.")
    }

    private static func causes(_ count: Int) -> String {
        count == 1
            ? "it is blurred, partly covered, or has glare on it"
            : "they are blurred, partly covered, or have glare on them"
    }

    /// Each place once.
    private var shownPlaces: String {
        let words = PicturePlace.allCases.filter(places.contains).map(\.words)
        guard words.count > 1, let last = words.last else { return words.first ?? "" }
        return "\(words.dropLast().joined(separator: ", ")) and \(last)"
    }
}

extension Diagnostics {
    /// Says which codes beside those that were read could not be, or were not looked for.
    func warn(of unread: UnreadCodes, in name: String) {
        for warning in unread.warnings {
            warn("\(name): \(warning.sentence)", remedy: warning.remedy, code: warning.code)
        }
    }
}

extension PicturePlace {
    /// Before "of the picture".
    fileprivate var words: String {
        switch self {
        case .topLeft: "at the top left"
        case .top: "at the top"
        case .topRight: "at the top right"
        case .left: "on the left"
        case .middle: "in the middle"
        case .right: "on the right"
        case .bottomLeft: "at the bottom left"
        case .bottom: "at the bottom"
        case .bottomRight: "at the bottom right"
        }
    }
}
