/// How the names of the product and the vendor are set at the head of a page: in full, and long ones smaller.
package struct SheetNames {
    /// Longer names are not headings any more.
    private static let longest = 40

    /// Whether one of them is long. Then what the page is stands at its top, rather than on the rule below the head.
    package let areLong: Bool

    /// The names of a sheet.
    package init(_ sheet: Sheet) {
        areLong = [sheet.product, sheet.vendor ?? ""].contains { $0.unicodeScalars.count > Self.longest }
    }

    /// The product's name, in sizes of the lead.
    package var scale: Double { areLong ? 1 : 1.25 }
    /// How much of the page's width they may take.
    package var share: Double { areLong ? 0.5 : 0.4 }
    /// The height of a line, in type sizes.
    package static let leading = 1.25
}
