import Sheet

/// The first page, and the only one of nearly every sheet: each part below the last, who signs at the foot.
struct FirstPage {
    private let sheet: Sheet
    private let density: SheetDensity
    private let frame: PageFrame
    private let canvas: Canvas

    init(_ sheet: Sheet, density: SheetDensity, paper: PaperSize, canvas: Canvas) {
        self.sheet = sheet
        self.density = density
        self.canvas = canvas
        frame = PageFrame(sheet, density: density, paper: paper, canvas: canvas)
    }

    /// Whether all is above the page's foot.
    var fits: Bool { parts() + density.gap <= signaturesTop }

    func draw() {
        _ = parts()
        signatures()
        frame.footer(page: 1)
        canvas.endPage()
    }

    /// - Returns: where the last part ends.
    private func parts() -> Double {
        let top = frame.head(note: sheet.lead)
        let column = SideColumn(sheet, density, canvas)
        var code = code(below: top)
        if sheet.hasContactBelowCode { code = column.contact(frame.codeColumn(below: code)) }
        let facts = facts(y: max(code, column.draw(frame.sideColumn(below: top))) + density.gap)
        return typing(y: facts + density.gap)
    }

    private func code(below y: Double) -> Double {
        guard let code = sheet.codes.first else { return y }
        let quietZone = density.quietZone(of: sheet)
        // The dark modules stand where the text does; the paper's margin and the rule's distance are their quiet zone.
        canvas.code(code.code, x: frame.left - quietZone, y: y, width: density.codeWidth)
        let below = y + density.codeWidth
        return below + frame.caption(of: code, x: frame.left, y: below, width: density.codeWidth)
    }

    private func facts(y: Double) -> Double {
        var y = frame.part(sheet.factsTitle, y: y)
        let gutter = SheetMeasure.gutter
        let column = (SheetMeasure.width - gutter) / 2
        let (wide, narrow) = (sheet.facts.filter(\.isWide), sheet.facts.filter { !$0.isWide })
        let heights = narrow.map { height(of: $0, width: column) }
        // The first column is the longer one.
        let half = heights.reduce(0, +) / 2
        var (used, inFirst) = (0.0, 0)
        while inFirst < heights.count, used < half - 0.01 {
            used += heights[inFirst]
            inFirst += 1
        }
        var (first, second) = (y, y)
        for (index, fact) in narrow.enumerated() {
            if index < inFirst {
                first += entry(fact, x: frame.left, y: first, width: column)
            } else {
                second += entry(fact, x: frame.left + column + gutter, y: second, width: column)
            }
        }
        y = max(first, second)
        for fact in wide { y += entry(fact, x: frame.left, y: y, width: SheetMeasure.width) }
        guard let absent = sheet.absent else { return y }
        return y + 1.5
            + canvas.text(
                " " + absent, x: frame.left, y: y + 1.5, width: SheetMeasure.width, frame.text,
                afterBold: "Not in it:")
    }

    private func height(of fact: Sheet.Field, width: Double) -> Double {
        let isDrawing = canvas.isDrawing
        canvas.isDrawing = false
        defer { canvas.isDrawing = isDrawing }
        return entry(fact, x: 0, y: 0, width: width)
    }

    private func entry(_ fact: Sheet.Field, x: Double, y: Double, width: Double) -> Double {
        let label = SheetMeasure.factLabel
        let name = canvas.text(fact.label, x: x, y: y, width: label, frame.text)
        let value = canvas.text(
            fact.value ?? "", x: x + label + 1.5, y: y, width: width - label - 1.5, frame.text)
        return max(name, value)
    }

    private func typing(y: Double) -> Double {
        guard let typing = sheet.typing else { return y - density.gap }
        var y = frame.part("If the code cannot be scanned, type this", y: y)
        y += canvas.text(typing.note, x: frame.left, y: y, width: SheetMeasure.width, frame.text) + 1.5
        let columns = density.groupColumns
        let column = SheetMeasure.width / Double(columns)
        let style = Canvas.Style(size: density.groupSize, leading: 1.5, isMono: true)
        var small = style
        small.size *= 0.72
        small.leading /= 0.72
        for (index, group) in typing.groups.enumerated() {
            let x = frame.left + Double(index % columns) * column
            let top = y + Double(index / columns) * style.line
            if index % columns == 0 {
                canvas.rule(x: x, y: top, width: SheetMeasure.width, weight: 0.2, grey: 0.5)
            }
            canvas.text(group.number, x: x, y: top + 0.1, width: column, small)
            canvas.text(group.symbols, x: x + 5.6, y: top + 0.1, width: column, style)
        }
        return y + Double((typing.groups.count + columns - 1) / columns) * style.line
    }

    private var signaturesTop: Double {
        frame.footerTop - density.gap - 2 * density.signatureLine - frame.heading.line - 1
    }

    private func signatures() {
        let count = max(1, sheet.signatures.count)
        let gutter = SheetMeasure.gutter
        let column = (SheetMeasure.width - gutter * Double(count - 1)) / Double(count)
        var small = frame.text
        small.size *= 0.84
        for (index, place) in sheet.signatures.enumerated() {
            let x = frame.left + Double(index) * (column + gutter)
            canvas.text(place, x: x, y: signaturesTop, width: column, frame.heading)
            var line = signaturesTop + frame.heading.line + 1 + density.signatureLine
            canvas.text("Name", x: x, y: line - small.line, width: column, small)
            canvas.text("Date", x: x + column * 2 / 3, y: line - small.line, width: column / 3, small)
            canvas.rule(x: x, y: line, width: column)
            line += density.signatureLine
            canvas.text("Signature", x: x, y: line - small.line, width: column, small)
            canvas.rule(x: x, y: line, width: column)
        }
    }
}
