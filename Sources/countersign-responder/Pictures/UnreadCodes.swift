import CommandSupport
import PictureProcess
import Refusals

/// Codes that were found in a picture and could not be read, and what is said of them.
struct UnreadCodes: Sendable {
    /// Where they are.
    let places: [PicturePlace]

    /// The stable code of a warning of them.
    static let code = "code-unread"
    /// What to do about one beside others that were read.
    static let remedy = "If it is a request, photograph it again: closer, sharper, and by itself."

    /// A warning of each, beside what was read.
    var warnings: [String] {
        places.map {
            "Another QR code was found \($0.words) of the picture, but it cannot be read: \(Self.causes(1))."
        }
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
        return Refusal(
            .pictureWithoutCode, [stranger, sentence].compactMap(\.self).joined(separator: " "),
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
    /// Says which codes beside those that were read could not be.
    func warn(of unread: UnreadCodes, in name: String) {
        for sentence in unread.warnings {
            warn("\(name): \(sentence)", remedy: UnreadCodes.remedy, code: UnreadCodes.code)
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
