import Sheet

/// What is alike on every page: its head, its foot, and how text is set.
struct PageFrame {
    private let sheet: Sheet
    private let density: SheetDensity
    private let canvas: Canvas
    private let height: Double

    /// Where text begins.
    let left: Double
    /// Text for reading.
    let text: Canvas.Style
    /// The name of a part.
    let heading: Canvas.Style
    private let small: Canvas.Style

    init(_ sheet: Sheet, density: SheetDensity, paper: PaperSize, canvas: Canvas) {
        self.sheet = sheet
        self.density = density
        self.canvas = canvas
        height = paper.height
        left = (paper.width - SheetMeasure.width) / 2
        text = Canvas.Style(size: density.textSize, leading: density.leading)
        heading = Canvas.Style(size: density.textSize * 1.1, leading: 1.2, isBold: true)
        small = Canvas.Style(size: 6.6, leading: 1.3)
    }

    /// What the page is and whom it concerns, with a rule below.
    ///
    /// - Returns: where the rule is.
    func head(note: String) -> Double {
        let form = SheetNames(sheet)
        let lead = Canvas.Style(size: density.leadSize, leading: 1.3)
        let title = Canvas.Style(size: density.titleSize, leading: 1.1, isBold: true)
        let name = Canvas.Style(
            size: density.leadSize * form.scale, leading: SheetNames.leading, isBold: true, isFlushRight: true
        )
        var vendor = lead
        vendor.isFlushRight = true
        let most = form.share * SheetMeasure.width
        let namesWidth = min(
            most,
            max(canvas.width(of: sheet.product, name), canvas.width(of: sheet.vendor ?? "", vendor)) + 0.5)
        let rest = SheetMeasure.width - SheetMeasure.gutter - namesWidth
        let names = { (y: Double) in
            let x = left + SheetMeasure.width - namesWidth
            let height = canvas.text(sheet.product, x: x, y: y, width: namesWidth, name)
            return height
                + (sheet.vendor.map { canvas.text($0, x: x, y: y + height, width: namesWidth, vendor) } ?? 0)
        }
        let words = { (y: Double) in
            let y = form.areLong ? SheetMeasure.margin : y
            let height = canvas.text(sheet.title, x: left, y: y, width: rest, title) + 1
            return height + canvas.text(note, x: left, y: y + height, width: rest, lead)
        }
        let isDrawing = canvas.isDrawing
        canvas.isDrawing = false
        let (namesHeight, wordsHeight) = (names(0), words(0))
        canvas.isDrawing = isDrawing
        // Both end at the rule.
        let base = SheetMeasure.margin + max(namesHeight, wordsHeight)
        _ = names(base - namesHeight)
        _ = words(base - wordsHeight)
        canvas.rule(x: left, y: base + 2.4, width: SheetMeasure.width, weight: 1.2)
        return base + 2.6
    }

    /// Beside the code.
    func sideColumn(below y: Double) -> SideColumn.Place {
        let x = left + density.codeWidth - density.quietZone(of: sheet) + SheetMeasure.gutter
        return SideColumn.Place(x: x, y: y + density.gap, width: left + SheetMeasure.width - x)
    }

    /// Below the code, which ends there.
    func codeColumn(below y: Double) -> SideColumn.Place {
        let width = density.codeWidth - density.quietZone(of: sheet)
        return SideColumn.Place(x: left, y: y, width: width)
    }

    /// A rule, and below it the name of a part.
    ///
    /// - Returns: where the part's text begins.
    func part(_ name: String, y: Double) -> Double {
        canvas.rule(x: left, y: y, width: SheetMeasure.width)
        let height = canvas.text(name, x: left, y: y + 1.8, width: SheetMeasure.width, heading)
        return y + 1.8 + height + 1
    }

    /// What stands below a code.
    ///
    /// - Returns: its height.
    func caption(of code: SheetCode, x: Double, y: Double, width: Double) -> Double {
        let place = code.place ?? ""
        let caption = code.caption(width: width)
        return canvas.text(
            place.isEmpty ? caption : " · " + caption, x: x, y: y, width: width, small, afterBold: place)
    }

    /// Where the foot begins.
    var footerTop: Double { height - SheetMeasure.margin - small.line }

    /// Who made the page, and which page it is.
    func footer(page: Int) {
        canvas.text(sheet.footer(page: page), x: left, y: footerTop, width: SheetMeasure.width, small)
    }
}
