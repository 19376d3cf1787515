import CQREncode

/// A QR code (ISO/IEC 18004): a square of dark and light modules.
public struct QRCode: Hashable, Sendable {
    /// 1 to 40.
    public let version: Int
    /// Modules along one side, 17 + 4 times the version; without the quiet zone.
    public let side: Int
    /// How much of the code may be unreadable.
    public let errorCorrection: ErrorCorrection

    private let modules: [Bool]

    /// How much of the code may be unreadable: about 7, 15, 25 and 30 per cent.
    public enum ErrorCorrection: Int, CaseIterable, Comparable, Sendable {
        /// About 7 per cent.
        case low
        /// About 15 per cent.
        case medium
        /// About 25 per cent.
        case quartile
        /// About 30 per cent.
        case high

        fileprivate var level: QRecLevel {
            switch self {
            case .low: QR_ECLEVEL_L
            case .medium: QR_ECLEVEL_M
            case .quartile: QR_ECLEVEL_Q
            case .high: QR_ECLEVEL_H
            }
        }

        /// Orders by strength.
        public static func < (one: Self, other: Self) -> Bool { one.rawValue < other.rawValue }
    }

    /// The smallest code that holds the text, with the strongest error correction that this version still has
    /// room for. Digits, capitals and ` $%*+-./:` take 5.5 bits each, other characters 8.
    ///
    /// Nil for an empty text, one with a NUL, and one that no code can hold.
    public init?(_ text: String) {
        guard !text.isEmpty, !text.utf8.contains(0), var best = Self(text, .low) else { return nil }
        for stronger in ErrorCorrection.allCases.dropFirst() {
            guard let candidate = Self(text, stronger), candidate.version == best.version else { break }
            best = candidate
        }
        self = best
    }

    private init?(_ text: String, _ errorCorrection: ErrorCorrection) {
        // Zero: the smallest version. Case matters: a URL's path must stay as it is.
        guard let code = QRcode_encodeString(text, 0, errorCorrection.level, QR_MODE_8, 1) else { return nil }
        defer { QRcode_free(code) }
        let side = Int(code.pointee.width)
        guard let data = code.pointee.data, side > 0 else { return nil }
        version = Int(code.pointee.version)
        self.side = side
        self.errorCorrection = errorCorrection
        // The lowest bit is the colour; the others say what the module is for.
        modules = UnsafeBufferPointer(start: data, count: side * side).map { $0 & 1 == 1 }
    }

    /// Whether the module is dark. Outside the code all is light: that is the quiet zone.
    public func isDark(column: Int, row: Int) -> Bool {
        guard (0..<side).contains(column), (0..<side).contains(row) else { return false }
        return modules[row * side + column]
    }
}
