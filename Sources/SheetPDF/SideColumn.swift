import Sheet

/// What stands beside the code: for whom it is, what to do with it, where to call.
struct SideColumn {
    /// Where the column begins, and how wide it is.
    struct Place {
        let x: Double
        let y: Double
        let width: Double
    }

    private let sheet: Sheet
    private let density: SheetDensity
    private let canvas: Canvas
    private let text: Canvas.Style
    private let heading: Canvas.Style

    init(_ sheet: Sheet, _ density: SheetDensity, _ canvas: Canvas) {
        self.sheet = sheet
        self.density = density
        self.canvas = canvas
        text = Canvas.Style(size: density.textSize, leading: density.leading)
        heading = Canvas.Style(size: density.textSize * 1.1, leading: 1.2, isBold: true)
    }

    /// - Returns: where it ends.
    func draw(_ place: Place) -> Double {
        var y = place.y
        subject(place, &y)
        phone(place, &y)
        steps(place, &y)
        contact(place, &y)
        return y
    }

    private func subject(_ place: Place, _ y: inout Double) {
        var bold = text
        bold.isBold = true
        for field in sheet.subject {
            let x = place.x + 28
            let height = lines(field.value ?? "", width: place.width - 28, bold)
            let bottom = y + max(density.signatureLine, height + 1.4)
            canvas.text(field.label, x: place.x, y: bottom - 0.8 - text.line, width: 26, text)
            canvas.text(field.value ?? "", x: x, y: bottom - 0.8 - height, width: place.width - 28, bold)
            canvas.rule(x: place.x, y: bottom, width: place.width)
            y = bottom
        }
        y += density.gap
    }

    private func phone(_ place: Place, _ y: inout Double) {
        guard let phone = SheetPhone(sheet) else { return }
        title("By telephone", place, &y)
        y += canvas.text(phone.note, x: place.x, y: y, width: place.width, text)
        let mono = Canvas.Style(
            size: phone.size(density), leading: SheetPhone.leading, isBold: true, isMono: true)
        let number = Canvas.Style(size: mono.size * 0.72, leading: SheetPhone.leading / 0.72, isMono: true)
        let column = place.width / Double(phone.columns)
        for (index, group) in phone.groups.enumerated() {
            let x = place.x + Double(index / phone.rows) * column
            let top = y + Double(index % phone.rows) * mono.line
            canvas.text("\(index + 1)", x: x, y: top, width: SheetPhone.numberWidth, number)
            canvas.text(
                group, x: x + SheetPhone.numberWidth, y: top, width: column - SheetPhone.numberWidth, mono)
        }
        y += Double(phone.rows) * mono.line + density.gap
    }

    private func steps(_ place: Place, _ y: inout Double) {
        title(sheet.stepsTitle, place, &y)
        var bold = text
        bold.isBold = true
        var mono = text
        mono.isMono = true
        mono.size *= 0.96
        for (number, step) in zip(1..., sheet.steps) {
            canvas.text("\(number)", x: place.x, y: y, width: 5, bold)
            y += canvas.text(step.text, x: place.x + 5, y: y, width: place.width - 5, text)
            if let command = step.command {
                y += canvas.text(command, x: place.x + 5, y: y, width: place.width - 5, mono)
            }
            y += 1.2
        }
    }

    private func contact(_ place: Place, _ y: inout Double) {
        guard !sheet.contact.isEmpty else { return }
        y += density.gap
        title("Where to reach the vendor", place, &y)
        for way in sheet.contact {
            canvas.text(way.label, x: place.x, y: y, width: 15, text)
            y += canvas.text(way.value ?? "", x: place.x + 17, y: y, width: place.width - 17, text)
        }
    }

    private func title(_ name: String, _ place: Place, _ y: inout Double) {
        y += canvas.text(name, x: place.x, y: y, width: place.width, heading) + 1
    }

    private func lines(_ value: String, width: Double, _ style: Canvas.Style) -> Double {
        let isDrawing = canvas.isDrawing
        canvas.isDrawing = false
        defer { canvas.isDrawing = isDrawing }
        return canvas.text(value, x: 0, y: 0, width: width, style)
    }
}
