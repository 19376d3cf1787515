import Sheet

/// A page with more codes of a series, two by two.
struct SeriesPage {
    private let codes: [SheetCode]
    private let number: Int
    private let frame: PageFrame
    private let canvas: Canvas

    init(_ sheet: Sheet, codes: [SheetCode], number: Int, paper: PaperSize, canvas: Canvas) {
        self.codes = codes
        self.number = number
        self.canvas = canvas
        frame = PageFrame(sheet, density: .normal, paper: paper, canvas: canvas)
    }

    func draw() {
        let top = frame.head(note: Sheet.seriesNote)
        let width = SheetMeasure.seriesCodeWidth
        for (index, code) in codes.enumerated() {
            let x = index % 2 == 0 ? frame.left : frame.left + SheetMeasure.width - width
            let y = top + Double(index / 2) * (width + 10)
            canvas.code(code.code, x: x, y: y, width: width)
            let quietZone = code.quietZone(width: width)
            _ = frame.caption(of: code, x: x + quietZone, y: y + width, width: width)
        }
        frame.footer(page: number)
        canvas.endPage()
    }
}
