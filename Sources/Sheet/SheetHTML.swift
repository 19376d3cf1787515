/// A sheet as a page of HTML: everything in one file, nothing from elsewhere, no script; for A4 and Letter alike, and
/// readable on a screen.
package struct SheetHTML {
    private let sheet: Sheet
    private let density: SheetDensity

    /// The page of a sheet.
    package init(_ sheet: Sheet) {
        self.sheet = sheet
        density = SheetDensity(fitting: sheet)
    }

    /// The whole file, in UTF-8.
    package var bytes: [UInt8] { Array(text.utf8) }

    /// The whole file.
    package var text: String {
        let pages = sheet.pages.enumerated().map { index, codes in
            index == 0 ? firstPage : laterPage(codes, number: index + 1)
        }
        return """
            <!DOCTYPE html>
            <html lang="en" dir="ltr">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="referrer" content="no-referrer">
            <title>\(SheetText.html(sheet.documentTitle))</title>
            <style>
            \(SheetStyle(density, quietZone: density.quietZone(of: sheet), names: SheetNames(sheet)).css)
            </style>
            </head>
            <body>
            \(pages.joined(separator: "\n"))
            </body>
            </html>

            """
    }

    private var firstPage: String {
        let code = sheet.codes.first.map(figure) ?? ""
        return """
            <main class="page">
            \(head(note: sheet.lead))
            <div class="top">
            <div class="code">
            \(code)
            \(sheet.hasContactBelowCode ? contact : "")
            </div>
            <div class="side">
            \(subject)
            \(phone)
            \(steps)
            \(sheet.hasContactBelowCode ? "" : contact)
            </div>
            </div>
            \(facts)
            \(typing)
            \(signatures)
            <footer>\(SheetText.html(sheet.footer(page: 1)))</footer>
            </main>
            """
    }

    private func laterPage(_ codes: [SheetCode], number: Int) -> String {
        """
        <section class="page">
        \(head(note: Sheet.seriesNote))
        <div class="series">
        \(codes.map(figure).joined(separator: "\n"))
        </div>
        <footer>\(SheetText.html(sheet.footer(page: number)))</footer>
        </section>
        """
    }

    private func head(note: String) -> String {
        let vendor = sheet.vendor.map { "<span>\(isolated($0))</span>" } ?? ""
        return """
            <header>
            <div><h1>\(SheetText.html(sheet.title))</h1><p>\(SheetText.html(note))</p></div>
            <div class="product"><strong>\(isolated(sheet.product))</strong>\(vendor)</div>
            </header>
            """
    }

    private func figure(_ code: SheetCode) -> String {
        let place = code.place.map { "<strong>\($0)</strong> · " } ?? ""
        let caption = SheetText.html(code.caption(width: density.codeWidth))
        return """
            <figure>\(code.svg)<figcaption>\(place)\(caption)</figcaption></figure>
            """
    }

    private var subject: String {
        "<dl class=\"subject\">\n\(list(sheet.subject))\n</dl>"
    }

    private func entry(_ field: Sheet.Field) -> String {
        let value = field.value.map { "<dd>\(isolated($0))</dd>" } ?? "<dd class=\"blank\"></dd>"
        return "<div><dt>\(SheetText.html(field.label))</dt>\(value)</div>"
    }

    private func list(_ fields: [Sheet.Field]) -> String { fields.map(entry).joined(separator: "\n") }

    private var phone: String {
        guard let phone = SheetPhone(sheet) else { return "" }
        let items = zip(1..., phone.groups).map { number, group in
            "<li><span>\(number)</span>\(SheetText.html(group))</li>"
        }
        return """
            <section><h2>By telephone</h2><p>\(SheetPhone.note)</p>
            <ol class="phone" style="--rows: \(phone.rows); --size: \(phone.size(density))pt; --row: \(phone.rowPixels(density))px">
            \(items.joined(separator: "\n"))
            </ol><p>\(SheetText.html(phone.step.text))</p><code>\(phone.step.command ?? "")</code></section>
            """
    }

    private var steps: String {
        let items = sheet.labelledSteps.map { label, step in
            let command = step.command.map { "<code>\(SheetText.html($0))</code>" } ?? ""
            let kind = step.isWay ? "way" : "step"
            return "<li class=\"\(kind)\"><span>\(label)</span>\(isolated(step.text))\(command)</li>"
        }
        return """
            <section class="steps"><h2>\(SheetText.html(sheet.stepsTitle))</h2>
            <ol>\(items.joined(separator: "\n"))</ol></section>
            """
    }

    private var contact: String {
        guard !sheet.contact.isEmpty else { return "" }
        let ways = sheet.contact.map { way in
            let pieces = SheetAddress.pieces(of: way.value ?? "").map(SheetText.html)
            return
                "<div><dt>\(SheetText.html(way.label))</dt><dd><bdi>\(pieces.joined(separator: "<wbr>"))</bdi></dd></div>"
        }
        return """
            <section class="contact"><h2>Where to reach the vendor</h2>
            <dl>\(ways.joined(separator: "\n"))</dl></section>
            """
    }

    private var facts: String {
        let absent = sheet.absent.map { "<p><strong>Not in it:</strong> \(SheetText.html($0))</p>" } ?? ""
        return """
            <section class="facts"><h2>\(sheet.factsTitle)</h2>
            <dl class="columns">\(list(sheet.facts.filter { !$0.isWide }))</dl>
            <dl>\(list(sheet.facts.filter(\.isWide)))</dl>
            \(absent)</section>
            """
    }

    private var typing: String {
        guard let typing = sheet.typing else { return "" }
        let groups = typing.groups.map {
            "<li><span>\(SheetText.html($0.number))</span>\(SheetText.html($0.symbols))</li>"
        }
        .joined(separator: "\n")
        return """
            <section class="typing"><h2>If the code cannot be scanned, type this</h2>
            <p>\(SheetText.html(typing.note))</p>
            <ol>\(groups)</ol></section>
            """
    }

    private var signatures: String {
        let places = sheet.signatures.map { place in
            """
            <div><h2>\(SheetText.html(place))</h2>
            <p><span>Name</span><span>Date</span></p><p><span>Signature</span></p></div>
            """
        }
        return "<section class=\"signatures\">\n\(places.joined(separator: "\n"))\n</section>"
    }

    /// Text of unknown direction, which must not turn its neighbours around.
    private func isolated(_ text: String) -> String { "<bdi>\(SheetText.html(text))</bdi>" }
}
