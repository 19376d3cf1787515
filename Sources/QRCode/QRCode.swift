import CQREncode
import Refusals

/// A QR code (ISO/IEC 18004): a square of dark and light modules.
package struct QRCode: Hashable, Sendable {
    /// 1 to 40.
    package let version: Int
    /// Modules along one side, 17 + 4 times the version; without the quiet zone.
    package let side: Int
    /// How much of the code may be unreadable.
    package let errorCorrection: ErrorCorrection

    private let modules: [Bool]

    /// The light modules that must lie around a code, on each side.
    package static let quietZone = 4

    /// How much of the code may be unreadable: about 7, 15, 25 and 30 per cent.
    package enum ErrorCorrection: Int, CaseIterable, Comparable, Sendable {
        /// About 7 per cent.
        case low
        /// About 15 per cent.
        case medium
        /// About 25 per cent.
        case quartile
        /// About 30 per cent.
        case high

        /// Orders by strength.
        package static func < (one: Self, other: Self) -> Bool { one.rawValue < other.rawValue }
    }

    /// The smallest code that holds the text, with the strongest error correction that this version still has
    /// room for.
    ///
    /// Text of digits, capitals and ` $%*+-./:` becomes one segment of the alphanumeric mode, 5.5 bits a
    /// character; any other text one of bytes.
    ///
    /// - Parameter weakest: the least error correction, even where that takes a larger version.
    /// - Throws: `code.too-large` if no code can hold it; `code.unavailable` where libqrencode is not installed;
    ///   `internal.inconsistency` for an empty text.
    package init(_ text: String, atLeast weakest: ErrorCorrection = .low) throws(Refusal) {
        var best = try Self(text, weakest)
        for stronger in ErrorCorrection.allCases where stronger > weakest {
            guard let candidate = try? Self(text, stronger), candidate.version == best.version else { break }
            best = candidate
        }
        self = best
    }

    private init(_ text: String, _ errorCorrection: ErrorCorrection) throws(Refusal) {
        var version: Int32 = 0
        var side: Int32 = 0
        var modules = [UInt8](repeating: 0, count: Int(CQR_LONGEST_SIDE * CQR_LONGEST_SIDE))
        var text = text
        let isAlphanumeric = text.utf8.allSatisfy(QRCapacity.isAlphanumeric)
        let status = text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { characters in
                cqr_make(
                    characters.baseAddress, characters.count, isAlphanumeric, Int32(errorCorrection.rawValue),
                    &modules, &version, &side)
            }
        }
        try Self.require(status, length: text.utf8.count)
        self.version = Int(version)
        self.side = Int(side)
        self.errorCorrection = errorCorrection
        self.modules = modules.prefix(Int(side * side)).map { $0 == 1 }
    }

    private static func require(_ status: CQRStatus, length: Int) throws(Refusal) {
        switch status {
        case CQR_MADE: return
        case CQR_TOO_LARGE:
            throw Refusal(.codeTooLarge, "No QR code holds \(length) characters.")
        case CQR_NO_LIBRARY: throw CodeLibrary.encoder.missing
        default: throw Refusal(.internalInconsistency, "The QR code could not be made.")
        }
    }

    /// Whether the module is dark. Outside the code all is light: that is the quiet zone.
    package func isDark(column: Int, row: Int) -> Bool {
        guard (0..<side).contains(column), (0..<side).contains(row) else { return false }
        return modules[row * side + column]
    }
}
