/// How closely a page is set: as generously as leaves all on one page of A4 or Letter.
package enum SheetDensity: String, CaseIterable, Sendable {
    /// What nearly every sheet needs.
    case normal
    /// For long lists of features, or long names.
    case compact
    /// For the longest that there can be.
    case dense
    /// For what nobody would do but somebody might: every name and every list as long as it may be.
    case smallest

    /// Text for reading, in points.
    package var textSize: Double {
        switch self {
        case .normal: 8
        case .compact: 7.4
        case .dense: 6.4
        case .smallest: 5.8
        }
    }

    /// The height of a line, in text sizes.
    package var leading: Double {
        switch self {
        case .normal: 1.32
        case .compact: 1.28
        case .dense, .smallest: 1.2
        }
    }

    /// What the page is, in points.
    package var titleSize: Double { self == .normal || self == .compact ? 21 : 17 }

    /// The sentence below it, in points.
    package var leadSize: Double {
        switch self {
        case .normal: 9
        case .compact: 8.6
        case .dense: 7
        case .smallest: 6.2
        }
    }

    /// The side of the code with its quiet zone, in millimetres.
    package var codeWidth: Double {
        switch self {
        case .normal: 95
        case .compact: 90
        case .dense, .smallest: 86
        }
    }

    /// The text form in its groups, in points.
    package var groupSize: Double {
        switch self {
        case .normal: 8.8
        case .compact: 7.8
        case .dense: 7.4
        case .smallest: 7
        }
    }

    /// The height of a line in a browser, in its pixels (1/96 inch). A whole number, because a browser moves each row to
    /// a whole pixel: of other heights, some rows are further apart than their neighbours.
    package var linePixels: Int { Self.pixels(textSize * leading, .toNearestOrAwayFromZero) }
    /// The height of a row of groups in a browser, in its pixels.
    package var groupPixels: Int { Self.pixels(groupSize * 1.44, .up) }

    /// - Parameter points: a height.
    static func pixels(_ points: Double, _ rule: FloatingPointRoundingRule) -> Int {
        Int((points * 96 / 72).rounded(rule))
    }

    /// The white around the sheet's first code, in millimetres.
    package func quietZone(of sheet: Sheet) -> Double {
        sheet.codes.first?.quietZone(width: codeWidth) ?? 0
    }

    /// Groups in a row.
    package var groupColumns: Int { self == .normal ? 6 : 7 }

    /// The white between two parts of the page, in millimetres.
    package var gap: Double {
        switch self {
        case .normal: 3.3
        case .compact: 2.8
        case .dense, .smallest: 2
        }
    }

    /// The line to sign on, in millimetres from the one above.
    package var signatureLine: Double {
        switch self {
        case .normal: 7.2
        case .compact: 7
        case .dense, .smallest: 6
        }
    }

    /// How far the guess may be too low, in millimetres.
    private static let doubt = 3.0

    /// The loosest setting in which the sheet's first page fits both papers, by a cautious guess.
    package init(fitting sheet: Sheet) {
        self =
            Self.allCases.first {
                SheetEstimate(of: sheet, set: $0).height <= SheetMeasure.height - Self.doubt
            } ?? .smallest
    }
}
