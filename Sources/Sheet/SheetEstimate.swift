/// How high the first page of a sheet will be, guessed from the length of its texts in the widest of the usual
/// typefaces; a guess that is too high costs a little white, one that is too low a second page.
struct SheetEstimate {
    private let sheet: Sheet
    private let density: SheetDensity

    init(of sheet: Sheet, set density: SheetDensity) {
        self.sheet = sheet
        self.density = density
    }

    /// In millimetres.
    var height: Double {
        head + top + facts + typing + signatures + footer + 5 * density.gap
    }

    /// In a browser, and by its measure on a page that is typeset here.
    private var line: Double {
        max(
            density.textSize * density.leading * SheetMeasure.point,
            Double(density.linePixels) * SheetMeasure.pixel)
    }
    private var heading: Double { density.textSize * 1.32 * SheetMeasure.point + 1 }
    /// The rule above a part, and the white below it.
    private var rule: Double { 2 }
    private let footer = 3.2

    private var head: Double {
        let size = density.leadSize
        let form = SheetNames(sheet)
        let most = form.share * SheetMeasure.width
        // Bold letters are wider by an eighth.
        let bold = 1.12 * form.scale * size
        let vendor = sheet.vendor ?? ""
        let names =
            Double(lines(sheet.product, size: bold, width: most)) * form.scale
            + Double(lines(vendor, size: size, width: most))
        let widest = max(length(sheet.product, size: bold), length(vendor, size: size))
        let rest = SheetMeasure.width - SheetMeasure.gutter - min(most, widest)
        let leadHeight = Double(lines(sheet.lead, size: size, width: rest)) * 1.3 * size
        let title = density.titleSize * 1.1 + leadHeight
        return max(title * SheetMeasure.point + 1, names * SheetNames.leading * size * SheetMeasure.point)
            + 2.9
    }

    private var top: Double {
        sheet.hasContactBelowCode ? max(code + contact, side) : max(code, side + contact)
    }

    private var code: Double { density.codeWidth - density.gap + 3.1 }

    private var side: Double {
        let width = SheetMeasure.width - density.codeWidth - SheetMeasure.gutter
        let subject = sheet.subject.reduce(0) { sum, part in
            sum + max(density.signatureLine, field(part, width: width, label: 28) + 1.4)
        }
        let steps = sheet.steps.reduce(0.0) { sum, step in
            sum + Double(lines(step.text, width: width - step.textIndent)) * line
                + (step.command == nil ? 0 : line) + Sheet.Step.gap
        }
        let phone =
            SheetPhone(sheet).map { phone in
                heading + Double(lines(SheetPhone.note, width: width)) * line
                    + Double(lines(phone.step.text, width: width) + 1) * line + 2 * SheetPhone.gap
                    + density.gap
                    + Double(phone.rows) * Double(phone.rowPixels(density)) * SheetMeasure.pixel
            } ?? 0
        return subject + heading + steps + density.gap + phone
    }

    private var contact: Double {
        // The quiet zone is less than a tenth of the code.
        let width =
            sheet.hasContactBelowCode
            ? 0.9 * density.codeWidth : SheetMeasure.width - density.codeWidth - SheetMeasure.gutter
        return sheet.contact.reduce(sheet.contact.isEmpty ? 0 : heading + density.gap) {
            $0 + Double(lines(ofAddress: $1.value ?? "", width: width - 17)) * line
        }
    }

    private var facts: Double {
        let column = (SheetMeasure.width - SheetMeasure.gutter) / 2
        let label = SheetMeasure.factLabel + 1.5
        var (inColumns, across) = (0.0, 0.0)
        for fact in sheet.facts {
            if fact.isWide {
                across += field(fact, width: SheetMeasure.width, label: label)
            } else {
                inColumns += field(fact, width: column, label: label)
            }
        }
        let absent = sheet.absent.map { Double(lines($0, width: SheetMeasure.width)) * line + 1.5 } ?? 0
        // An odd line makes one column longer.
        return rule + heading + (inColumns + line) / 2 + across + absent
    }

    private var typing: Double {
        guard let typing = sheet.typing else { return 0 }
        let rows = (typing.groups.count + density.groupColumns - 1) / density.groupColumns
        let note = Double(lines(typing.note, width: SheetMeasure.width)) * line
        return rule + heading + note + 1.5 + Double(rows) * row
    }

    /// A row of groups.
    private var row: Double {
        max(density.groupSize * SheetMeasure.point * 1.5, Double(density.groupPixels) * SheetMeasure.pixel)
    }

    private var signatures: Double { heading + 2 * density.signatureLine }

    private func field(_ field: Sheet.Field, width: Double, label: Double) -> Double {
        Double(lines(field.value ?? "", width: width - label)) * line
    }

    private func lines(_ text: String, width: Double) -> Int {
        lines(text, size: density.textSize, width: width)
    }

    private func lines(_ text: String, size: Double, width: Double) -> Int {
        lines(text.split(separator: " "), space: 0.32, size: size, width: width)
    }

    private func lines(ofAddress text: String, width: Double) -> Int {
        lines(SheetAddress.pieces(of: text), space: 0, size: density.textSize, width: width)
    }

    /// Broken between words, and where a word is longer than a line.
    private func lines(_ words: [some StringProtocol], space: Double, size: Double, width: Double) -> Int {
        var (count, used) = (1, 0.0)
        for word in words {
            let length = length(word, size: size)
            let space = used > 0 ? space * size * SheetMeasure.point : 0
            if used + space + length <= width {
                used += space + length
                continue
            }
            if used > 0 { count += 1 }
            let more = Int((length / width).rounded(.up)) - 1
            count += max(0, more)
            used = length - Double(max(0, more)) * width
        }
        return count
    }

    private func length(_ text: some StringProtocol, size: Double) -> Double {
        text.unicodeScalars.reduce(0) { $0 + Self.ems($1) } * size * SheetMeasure.point
    }

    /// The width of a character in DejaVu Sans, roughly, in text sizes.
    private static func ems(_ scalar: Unicode.Scalar) -> Double {
        switch scalar {
        case "i", "j", "l", "I", ".", ",", ":", ";", "'", "|", " ", "!": 0.32
        case "f", "r", "t", "-", "(", ")": 0.4
        case "c", "s", "z": 0.54
        case "w": 0.82
        case "m", "M", "W", "@", "%": 0.99
        case "A"..."Z": 0.7
        case "0"..."9": 0.64
        case "\u{1100}"...: 1
        default: 0.6
        }
    }
}
