/// The page, in millimetres: what A4 (210 by 297) and Letter (215.9 by 279.4) have in common.
package enum SheetMeasure {
    /// From the paper's edge to the text.
    package static let margin = 12.0
    /// The width of the text, on A4; on Letter it is centred.
    package static let width = 186.0
    /// The height of the text, on Letter; on A4 more is left below.
    package static let height = 255.0
    /// Between the code and what is beside it, and between two columns.
    package static let gutter = 6.0
    /// How wide the column of the facts' labels is, in millimetres.
    package static let factLabel = 25.0
    /// A code with its quiet zone, on the pages after the first.
    package static let seriesCodeWidth = 92.0
    /// A browser's pixel.
    package static let pixel = 25.4 / 96
    /// One point.
    package static let point = 25.4 / 72
}
