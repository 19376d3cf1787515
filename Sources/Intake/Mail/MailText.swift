import TextForm

/// What mail programs, chats, ticket systems and editors do to a text, undone.
///
/// There is a ladder of readings, the mildest first. Each is a pure function of the input, takes time in
/// proportion to its size, and claims nothing: whoever looks for a document in a reading checks what he finds.
package enum MailText {
    /// A way to read a text.
    package enum Rung: Int, CaseIterable, Comparable, Sendable {
        /// The characters as they are meant.
        case characters
        /// Without the marks of quoted lines.
        case unquoted
        /// The parts of a message (RFC 5322, RFC 2045), decoded.
        case message
        /// Out of quoted-printable.
        case quotedPrintable
        /// Out of HTML.
        case html
        /// Out of HTML in quoted-printable.
        case quotedPrintableHTML
        /// Out of Rich Text Format.
        case richText
        /// Out of the percent signs of an address.
        case percentEncoding

        package static func < (one: Rung, other: Rung) -> Bool { one.rawValue < other.rawValue }
    }

    /// What a text is on one rung.
    package struct Reading: Hashable, Sendable {
        /// Text in UTF-8.
        package var text: [UInt8]
        /// Attachments that are no text but the plain bytes of a document, as far as their beginning says.
        package var attachments: [[UInt8]] = []
    }

    /// How every document begins: the CBOR tag 18, an array of four.
    static let documentBeginning: [UInt8] = [0xd2, 0x84]

    /// The text on a rung of the ladder; nil if there is nothing for that rung to undo.
    package static func reading(of input: [UInt8], at rung: Rung) -> Reading? {
        switch rung {
        case .characters: return Reading(text: characters(input))
        case .unquoted:
            let text = characters(input)
            return text.contains(where: isMark) ? Reading(text: unquoted(text)) : nil
        case .message:
            guard input.contains(UInt8(ascii: ":")), let parts = MessageParts.all(in: narrowed(input)) else {
                return nil
            }
            return reading(of: parts)
        case .quotedPrintable:
            guard input.contains(UInt8(ascii: "=")) else { return nil }
            return Reading(text: unquoted(characters(fromQuotedPrintable(characters(input)))))
        case .html:
            guard hasMarkup(input) else { return nil }
            return Reading(text: unquoted(shown(characters(input))))
        case .quotedPrintableHTML:
            guard hasMarkup(input), input.contains(UInt8(ascii: "=")) else { return nil }
            return Reading(text: unquoted(shown(characters(fromQuotedPrintable(characters(input))))))
        case .richText: return RichText.text(of: characters(input)).map { Reading(text: characters($0)) }
        case .percentEncoding:
            guard input.contains(UInt8(ascii: "%")) else { return nil }
            return Reading(text: unquoted(characters(fromPercentEncoding(characters(input)))))
        }
    }

    /// The readings of a text, the mildest first, each made when it is asked for.
    package static func readings(of input: [UInt8]) -> some Sequence<(rung: Rung, reading: Reading)> {
        Rung.allCases.lazy.compactMap { rung in reading(of: input, at: rung).map { (rung, $0) } }
    }

    /// The text that a person sees in whatever came: the rungs together that the input shows signs of, without
    /// signatures.
    package static func plain(_ input: [UInt8]) -> [UInt8] {
        var text = characters(input)
        if let parts = reading(of: input, at: .message) {
            text = parts.text
        } else if let rich = reading(of: input, at: .richText) {
            text = rich.text
        } else {
            if Signs.isQuotedPrintable(text) { text = characters(fromQuotedPrintable(text)) }
            if Signs.isHTML(text) { text = shown(text) }
        }
        return unquoted(unsigned(text))
    }

    /// The text of HTML, and of HTML that was escaped once more on the way.
    static func shown(_ text: [UInt8]) -> [UInt8] {
        let once = characters(fromHTML(text))
        return Signs.isHTML(once) ? characters(fromHTML(once)) : once
    }

    private static func reading(of parts: [MessageParts.Part]) -> Reading {
        var reading = Reading(text: [])
        for part in parts {
            if part.bytes.starts(with: documentBeginning) {
                reading.attachments.append(part.bytes)
                continue
            }
            let text = characters(part.bytes)
            reading.text += unquoted(part.isHTML || Signs.isHTML(text) ? shown(text) : text)
            reading.text += [.lineFeed, .lineFeed]
        }
        return reading
    }

    private static func hasMarkup(_ input: [UInt8]) -> Bool {
        input.contains { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "&") }
    }
}

/// Signs that a text went through an encoding, for those who read it once only.
private enum Signs {
    static func isQuotedPrintable(_ text: [UInt8]) -> Bool {
        var reader = TextReader(text)
        while reader.skip(past: "=".utf8) {
            if reader.peek()?.isLineEnd == true || reader.isAt("3D".utf8) || reader.isAt("20".utf8) {
                return true
            }
        }
        return false
    }

    private static let tags = [
        "<html", "<br", "<p>", "<p ", "<div", "<span", "<pre", "<td", "<wbr", "<blockquote", "</",
    ].map { Array($0.utf8) }
    private static let references = ["&nbsp", "&gt;", "&lt;", "&amp;", "&#", "&shy", "&ndash", "&mdash"].map {
        Array($0.utf8)
    }

    static func isHTML(_ text: [UInt8]) -> Bool {
        var reader = TextReader(text)
        while let byte = reader.peek() {
            let words = byte == UInt8(ascii: "<") ? tags : byte == UInt8(ascii: "&") ? references : []
            for word in words where reader.isAt(word) { return true }
            reader.skip()
        }
        return false
    }
}
