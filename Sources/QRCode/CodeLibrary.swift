import CLoader
import CPNG
import CQREncode
import Refusals

/// A library that is opened when it is first needed, and that a machine may not have.
package enum CodeLibrary: CaseIterable, Sendable {
    /// Makes the codes: libqrencode.
    case encoder
    /// Writes PNG files: libpng.
    case png

    /// Refuses early what could not be done later; opens the library if it is there.
    ///
    /// - Throws: `code.unavailable`, which says what to install.
    package func requireInstalled() throws(Refusal) {
        let isAvailable =
            switch self {
            case .encoder: cqr_is_available()
            case .png: cpng_is_available()
            }
        guard isAvailable else { throw missing }
    }

    var missing: Refusal {
        guard cloader_is_there() else {
            return Refusal(
                .codeUnavailable,
                "This program is linked statically: it runs without any library, and makes no QR codes.",
                remedy: "Use the program that is linked as usual, or carry the document as a file.")
        }
        return switch self {
        case .encoder:
            Refusal(
                .codeUnavailable,
                "QR codes are made by \(CQR_LIBRARY), which this program does not find on this machine.",
                remedy:
                    "Install Debian's package libqrencode4, or carry the document as a file or as typed text."
            )
        case .png:
            Refusal(
                .codeUnavailable,
                "PNG pictures are written by \(CPNG_LIBRARY), which this program does not find on this machine.",
                remedy: "Install Debian's package libpng16-16, or name a file that ends in .svg.")
        }
    }
}
