/// Makes text from outside fit to stand on a page: names in a document, a customer's name.
package enum SheetText {
    /// The most Unicode scalars that are printed of one text, where no other limit is named.
    package static let usualLimit = 2000
    /// Marks that may stand on one letter; more of them would run over the lines above and below.
    private static let marksOnOneLetter = 3

    /// The text on one line, without characters that are invisible, move what is beside them or have no meaning:
    /// each becomes U+FFFD. What is longer than the limit ends with an ellipsis.
    package static func clean(_ text: String, limit: Int = usualLimit) -> String {
        var result = ""
        var count = 0
        var marks = 0
        for scalar in text.unicodeScalars {
            guard count < limit else { return result + "…" }
            count += 1
            marks = isMark(scalar) ? marks + 1 : 0
            if marks > marksOnOneLetter { continue }
            result.unicodeScalars.append(isVisible(scalar) ? scalar : "\u{FFFD}")
        }
        return result
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark: true
        default: false
        }
    }

    private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned:
            false
        default: !scalar.properties.isDefaultIgnorableCodePoint
        }
    }

    /// Text for people, as HTML.
    static func html(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
