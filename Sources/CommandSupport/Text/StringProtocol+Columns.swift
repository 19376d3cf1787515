extension StringProtocol {
    /// The columns that the text takes on a terminal: 2 for East Asian wide characters and emoji (UAX #11),
    /// 0 for marks that are drawn over the character before them.
    ///
    /// The C library's `wcwidth` would need a locale to be loaded first.
    package var displayWidth: Int {
        if utf8.allSatisfy({ $0 < 0x80 }) { return utf8.count }
        return unicodeScalars.reduce(0) { $0 + $1.displayWidth }
    }

    /// The text, filled with spaces to this many columns.
    package func padded(to width: Int) -> String {
        String(self) + String(repeating: " ", count: Swift.max(0, width - displayWidth))
    }

    /// Without the spaces at its end.
    package var trimmed: String {
        var copy = String(self)[...]
        while copy.last == " " { copy.removeLast() }
        return String(copy)
    }
}

extension Unicode.Scalar {
    fileprivate var displayWidth: Int {
        guard !isASCII else { return 1 }
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        default: return isWide ? 2 : 1
        }
    }

    private var isWide: Bool {
        switch value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97C, 0xAC00...0xD7A3,
            0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F,
            0x1F680...0x1F6FF, 0x1F900...0x1FAFF, 0x17000...0x18CFF, 0x1B000...0x1B2FF, 0x20000...0x3FFFD:
            true
        default:
            properties.isEmojiPresentation
        }
    }
}
