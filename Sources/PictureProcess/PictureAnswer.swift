/// What the reader tells the process that started it, in a format so small that it can be checked at a glance:
/// whoever has taken over the reader can say nothing else.
///
/// ```
/// answer = %x01 count *(length text) unread *place cut ; so many texts, in UTF-8, and places of codes not read
///        / %x02 reason                 ; none, and why
///        / %x03 side side              ; none, for it is too large: its width and height
/// count  = OCTET                       ; 0 to 64
/// length = 2OCTET                      ; big-endian, 1 to 4296: the most that a QR code holds in capitals
/// unread = OCTET                       ; 0 to 16
/// place  = OCTET                       ; 0 to 8: which ninth of the picture, row by row
/// cut    = %x00 / %x01                 ; whether the search was cut short: there may be more codes
/// reason = %x01 / %x02 / %x03 / %x04   ; unreadable, too large, not confined, cut short
///        / %x05                        ; out of time
/// side   = 4OCTET                      ; big-endian, in pixels, not 0
/// ```
package enum PictureAnswer: Hashable, Sendable {
    /// The texts of the codes in the picture; none, if there is no code. Where codes are that could not be read.
    /// Whether the search was cut short.
    case texts([String], unread: [PicturePlace] = [], isCutShort: Bool = false)
    /// Nothing was read.
    case failed(Failure)
    /// Nothing was read, because the picture is so large, in pixels.
    case tooLarge(width: UInt32, height: UInt32)

    /// Why nothing was read.
    package enum Failure: UInt8, CaseIterable, Sendable {
        /// Damaged, or of an unknown kind.
        case unreadable = 1
        /// Too many pixels or bytes.
        case tooLarge = 2
        /// The reader could not give up its rights, and so looked at nothing.
        case unconfined = 3
        /// There is no code in what there is of it, and its end is missing.
        case cutShort = 4
        /// The time to look for codes was over before the whole picture was searched, and there was none until then.
        case outOfTime = 5
    }

    /// The most texts that an answer holds.
    package static let mostTexts = 64
    /// The longest text that an answer holds, in bytes.
    package static let longestText = 4_296
    /// The most codes that an answer says could not be read.
    package static let mostUnread = 16
    /// The largest answer, in bytes.
    package static let largest = 2 + mostTexts * (2 + longestText) + 1 + mostUnread + 1

    /// The answer's bytes. Texts that are too long are left out. So are those after the sixty-fourth, and places after
    /// the sixteenth: then the search counts as cut short.
    package var bytes: [UInt8] {
        switch self {
        case .failed(let failure): return [2, failure.rawValue]
        case .tooLarge(let width, let height):
            return [3] + [width, height].flatMap { side in [24, 16, 8, 0].map { UInt8(side >> $0 & 0xff) } }
        case .texts(let texts, let unread, let isCutShort):
            let fitting = texts.map(\.utf8).filter { 1...Self.longestText ~= $0.count }
            let kept = fitting.prefix(Self.mostTexts)
            let isCut = isCutShort || fitting.count > kept.count || unread.count > Self.mostUnread
            var bytes = [1, UInt8(kept.count)]
            for text in kept {
                bytes += [UInt8(text.count >> 8), UInt8(text.count & 0xff)]
                bytes += text
            }
            let places = unread.prefix(Self.mostUnread)
            return bytes + [UInt8(places.count)] + places.map(\.rawValue) + [isCut ? 1 : 0]
        }
    }

    /// Nil unless the bytes are an answer, and nothing before or after it.
    package init?(_ bytes: [UInt8]) {
        switch bytes.first {
        case 1: self.init(texts: bytes[1...])
        case 2:
            guard bytes.count == 2, let failure = Failure(rawValue: bytes[1]) else { return nil }
            self = .failed(failure)
        case 3:
            guard bytes.count == 9 else { return nil }
            let sides = [bytes[1..<5], bytes[5..<9]].map { $0.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } }
            guard !sides.contains(0) else { return nil }
            self = .tooLarge(width: sides[0], height: sides[1])
        default: return nil
        }
    }

    private init?(texts bytes: ArraySlice<UInt8>) {
        var rest = bytes
        guard let count = rest.popFirst(), count <= Self.mostTexts else { return nil }
        var texts: [String] = []
        for _ in 0..<count {
            guard let high = rest.popFirst(), let low = rest.popFirst() else { return nil }
            let length = Int(high) << 8 | Int(low)
            guard 1...Self.longestText ~= length, rest.count >= length,
                let text = String(validating: rest.prefix(length), as: UTF8.self)
            else { return nil }
            texts.append(text)
            rest.removeFirst(length)
        }
        guard let unread = rest.popFirst(), unread <= Self.mostUnread, rest.count == unread + 1 else {
            return nil
        }
        var places: [PicturePlace] = []
        for byte in rest.prefix(Int(unread)) {
            guard let place = PicturePlace(rawValue: byte) else { return nil }
            places.append(place)
        }
        guard let cut = rest.last, cut <= 1 else { return nil }
        self = .texts(texts, unread: places, isCutShort: cut == 1)
    }
}
