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
        return sheet.hasContactBelowCode ? y : contact(Place(x: place.x, y: y, width: place.width))
    }

    /// Where the vendor is reached.
    ///
    /// - Returns: where it ends.
    func contact(_ place: Place) -> Double {
        var y = place.y
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
            canvas.text(field.label, x: place.x, y: bottom - 0.8 - max(height, text.line), width: 26, text)
            canvas.text(field.value ?? "", x: x, y: bottom - 0.8 - height, width: place.width - 28, bold)
            canvas.rule(x: place.x, y: bottom, width: place.width)
            y = bottom
        }
        y += density.gap
    }

    private func phone(_ place: Place, _ y: inout Double) {
        guard let phone = SheetPhone(sheet) else { return }
        title("By telephone", place, &y)
        y += canvas.text(SheetPhone.note, x: place.x, y: y, width: place.width, text) + SheetPhone.gap
        groups(phone, place, &y)
        y += SheetPhone.gap
        draw(phone.step, x: place.x, width: place.width, &y)
        y += density.gap
    }

    private func groups(_ phone: SheetPhone, _ place: Place, _ y: inout Double) {
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
        y += Double(phone.rows) * mono.line
    }

    /// What is to be done, and below it what is typed for it.
    private func draw(_ step: Sheet.Step, x: Double, width: Double, _ y: inout Double) {
        var mono = text
        mono.isMono = true
        mono.size *= 0.96
        y += canvas.text(step.text, x: x, y: y, width: width, text)
        if let command = step.command { y += canvas.text(command, x: x, y: y, width: width, mono) }
    }

    private func steps(_ place: Place, _ y: inout Double) {
        title(sheet.stepsTitle, place, &y)
        var bold = text
        bold.isBold = true
        for (label, step) in sheet.labelledSteps {
            canvas.text(label, x: place.x + (step.isWay ? Sheet.Step.indent : 0), y: y, width: 5, bold)
            draw(step, x: place.x + step.textIndent, width: place.width - step.textIndent, &y)
            y += Sheet.Step.gap
        }
    }

    private func contact(_ place: Place, _ y: inout Double) {
        guard !sheet.contact.isEmpty else { return }
        y += density.gap
        title("Where to reach the vendor", place, &y)
        for way in sheet.contact {
            canvas.text(way.label, x: place.x, y: y, width: 15, text)
            y += address(way.value ?? "", x: place.x + 17, y: y, width: place.width - 17)
        }
    }

    /// - Returns: its height.
    private func address(_ address: String, x: Double, y: Double, width: Double) -> Double {
        var (height, line) = (0.0, "")
        for piece in SheetAddress.pieces(of: address) {
            if !line.isEmpty, canvas.width(of: line + piece, text) > width {
                height += canvas.text(line, x: x, y: y + height, width: width, text)
                line = ""
            }
            line += piece
        }
        return height + canvas.text(line, x: x, y: y + height, width: width, text)
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
