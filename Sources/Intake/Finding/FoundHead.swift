import TextForm

/// Where a text form begins in a text, and where the next one does.
struct FoundHead: Hashable, Sendable {
    /// What stands before the slash, in capitals: `R`, `P2.5`, or something that is no head of ours.
    let text: String
    /// The letter and part, if it is one of ours.
    let head: TextHead?
    /// The whole beginning, prefix or address and slash.
    let start: Int
    /// The data, and what may follow it.
    let data: Range<Int>
    /// Whether it is an address, a vendor's or anybody's.
    let isAddress: Bool

    /// All heads in a text, first to last.
    static func all(in text: [Unicode.Scalar]) -> [FoundHead] {
        var starts: [(start: Int, head: String, data: Int, end: Int)] = []
        var place = 0
        while place < text.count {
            if let found = Self.plain(at: place, in: text) ?? Self.address(at: place, in: text) {
                starts.append(found)
                place = found.data
            } else {
                place += 1
            }
        }
        return starts.indices.map { index in
            let (start, head, data, end) = starts[index]
            let next = index + 1 < starts.count ? beforeLabel(starts[index + 1].start, in: text) : text.count
            return FoundHead(
                text: head, head: TextHead(head), start: start, data: data..<max(data, min(end, next)),
                isAddress: scheme(at: start, in: text) != nil)
        }
    }

    private static let prefix = Array("COUNTERSIGN".unicodeScalars)
    /// `P32.32`.
    private static let longestHead = 6
    /// How far into an address its head is looked for: a portal's, and what a mail program may put before it.
    private static let longestAddress = 1024

    /// `COUNTERSIGN:R/`, with blanks anywhere between, and without the colon or the slash if a layout or a person
    /// lost one of them.
    private static func plain(
        at start: Int, in text: [Unicode.Scalar]
    ) -> (start: Int, head: String, data: Int, end: Int)? {
        guard text[start...].begins(with: prefix) else { return nil }
        var place = skipBlanks(start + prefix.count, in: text)
        let hasColon = place < text.count && (text[place] == ":" || text[place] == ";")
        if hasColon { place = skipBlanks(place + 1, in: text) }
        let head = headText(at: place, in: text)
        place = skipBlanks(place + head.count, in: text)
        let hasSlash = place < text.count && (text[place] == "/" || text[place] == "\\")
        guard !head.isEmpty, hasSlash || (hasColon && isEnd(place, in: text)) else { return nil }
        return (start, head, hasSlash ? place + 1 : place, text.count)
    }

    private static let schemes = ["HTTPS://", "HTTP://"].map { Array($0.unicodeScalars) }

    /// What an address begins with, if one begins at a place.
    static func scheme(at start: Int, in text: [Unicode.Scalar]) -> [Unicode.Scalar]? {
        schemes.first { text[start...].begins(with: $0) }
    }

    /// `https://…/R/`, up to the last such part of the path before a question mark or number sign.
    private static func address(
        at start: Int, in text: [Unicode.Scalar]
    ) -> (start: Int, head: String, data: Int, end: Int)? {
        guard let scheme = scheme(at: start, in: text) else { return nil }
        let path = word(in: text[(start + scheme.count)...].prefix(longestAddress))
        var slashes = path.indices.filter { path[$0] == "/" }
        while let slash = slashes.popLast(), let before = slashes.last {
            guard slash - before <= longestHead + 1 else { continue }
            let part = String(String.UnicodeScalarView(path[(before + 1)..<slash])).uppercased()
            guard TextHead(part) != nil else { continue }
            let end = word(in: text[(slash + 1)...]).endIndex
            let isCut = end < text.count && !text[end].isBlank && !text[end].isLineBreak
            return (start, part, slash + 1, isCut ? end : text.count)
        }
        return nil
    }

    /// An address up to a blank, its query or fragment, or the next address.
    private static func word(in text: ArraySlice<Unicode.Scalar>) -> ArraySlice<Unicode.Scalar> {
        let next = Array("://".unicodeScalars)
        let end = text.indices.first { place in
            let scalar = text[place]
            return scalar.isBlank || scalar.isLineBreak || scalar == "?" || scalar == "#"
                || (scalar == ":" && text[place...].begins(with: next))
        }
        return text[..<(end ?? text.endIndex)]
    }

    /// Letters, digits and full stops, as many as a head can have.
    private static func headText(at start: Int, in text: [Unicode.Scalar]) -> String {
        let characters = text[min(start, text.count)...].prefix(longestHead).prefix {
            $0 == "." || $0.digit != nil || ("A"..."Z").contains($0.asciiCapital)
        }
        return String(String.UnicodeScalarView(characters.map(\.asciiCapital)))
    }

    private static func isEnd(_ place: Int, in text: [Unicode.Scalar]) -> Bool {
        place > 0 && (text[place - 1].isBlank || text[place - 1].isLineBreak)
    }

    private static func skipBlanks(_ start: Int, in text: [Unicode.Scalar]) -> Int {
        text[min(start, text.count)...].firstIndex { !$0.isBlank && !$0.isLineBreak } ?? text.count
    }

    /// A reader's label before a head, as in zbarimg's `QR-Code:COUNTERSIGN:…`, is not the data of the head before.
    private static func beforeLabel(_ start: Int, in text: [Unicode.Scalar]) -> Int {
        let label = Array("QR-CODE:".unicodeScalars)
        let place = start - label.count
        return place >= 0 && text[place...].begins(with: label) ? place : start
    }
}

extension ArraySlice<Unicode.Scalar> {
    /// Whether it begins with these capitals, in whatever case.
    func begins(with capitals: [Unicode.Scalar]) -> Bool {
        count >= capitals.count && zip(self, capitals).allSatisfy { $0.asciiCapital == $1 }
    }
}
