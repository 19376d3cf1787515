/// The telephone's code on a page: numbered groups, one column after the other, as large as what is read aloud.
package struct SheetPhone {
    /// The groups, as they are shown.
    package let groups: [String]

    /// What to do with them.
    package static let note = "Read each group aloud with its number, three digits at a time:"

    /// Below them, what is to be typed, and where.
    package let step: Sheet.Step

    /// The height of a line, in sizes of the text.
    package static let leading = 1.5
    /// The white above the groups and below them, in millimetres.
    package static let gap = 0.8
    /// The place of a group's number, in millimetres.
    package static let numberWidth = 6.5

    /// Nil where there is no code.
    package init?(_ sheet: Sheet) {
        guard let groups = sheet.phoneCode, !groups.isEmpty else { return nil }
        self.groups = groups
        step = Sheet.Step(sheet.phoneNote, command: sheet.phoneCommand)
    }

    /// The groups in as many columns as leave them readable.
    package var columns: Int { isLong ? 4 : 2 }
    /// The groups below each other.
    package var rows: Int { (groups.count + columns - 1) / columns }

    /// The size of the groups, in points.
    package func size(_ density: SheetDensity) -> Double { density.textSize * (isLong ? 1 : 1.4) }

    /// The height of a row in a browser, in its pixels.
    func rowPixels(_ density: SheetDensity) -> Int { SheetDensity.pixels(size(density) * Self.leading, .up) }

    private var isLong: Bool { groups.count > 12 }
}
