/// The style sheet of a page: black on white, one typeface for reading and one for typing.
struct SheetStyle {
    private let density: SheetDensity
    private let quietZone: Double
    private let names: SheetNames

    /// - Parameter quietZone: of the first code, in millimetres.
    init(_ density: SheetDensity, quietZone: Double, names: SheetNames) {
        self.density = density
        self.quietZone = quietZone
        self.names = names
    }

    var css: String { [sizes, page, top, below, screen].joined(separator: "\n") }

    private var sizes: String {
        """
        :root { color-scheme: light; --text: \(density.textSize)pt; --leading: \(density.linePixels)px;
          --code: \(density.codeWidth)mm; --quiet: \((quietZone * 100).rounded() / 100)mm; --group: \(density.groupSize)pt; --row: \(density.groupPixels)px; --columns: \(density.groupColumns);
          --gap: \(density.gap)mm; --line: \(density.signatureLine)mm; --gutter: \(SheetMeasure.gutter)mm;
          --title: \(density.titleSize)pt; --lead: \(density.leadSize)pt;
          --mono: "DejaVu Sans Mono", Consolas, Menlo, "Liberation Mono", monospace; }
        """
    }

    private var page: String {
        """
        @page { margin: \(SheetMeasure.margin)mm; }
        * { box-sizing: border-box; margin: 0; padding: 0; }
        html { background: #fff; color: #000; -webkit-print-color-adjust: exact; print-color-adjust: exact;
          -webkit-text-size-adjust: none; text-size-adjust: none; }
        body { font: var(--text)/var(--leading) "Helvetica Neue", Helvetica, Arial, "Liberation Sans", "Noto Sans",
          "DejaVu Sans", sans-serif; font-variant-ligatures: none; }
        .page { display: flex; flex-direction: column; gap: var(--gap); width: \(SheetMeasure.width)mm; margin: 0 auto;
          overflow-wrap: anywhere; }
        .page + .page { break-before: page; }
        h1 { font-size: var(--title); line-height: 1.1; font-weight: 700; letter-spacing: -0.01em; }
        h2 { font-size: 1.1em; line-height: 1.2; font-weight: 700; margin-bottom: 1mm; }
        ol { list-style: none; }
        bdi { unicode-bidi: isolate; }
        header { display: flex; justify-content: space-between; gap: var(--gutter);
          align-items: \(names.areLong ? "flex-start" : "flex-end");
          border-bottom: 1.2pt solid #000; padding-bottom: 2.4mm; }
        header > div:first-child { flex: 1 1 0; }
        header p { font-size: var(--lead); line-height: 1.3; margin-top: 1mm; }
        .product { flex: 0 0 auto; max-width: \(names.share * 100)%; text-align: right;
          line-height: \(SheetNames.leading); text-wrap: balance; }
        .product strong { display: block; font-size: calc(var(--lead) * \(names.scale)); }
        .product span { font-size: var(--lead); }
        """
    }

    private var top: String {
        """
        .top { display: flex; gap: var(--gutter); align-items: flex-start; }
        figure { flex: none; width: var(--code); }
        figure svg { display: block; width: var(--code); height: var(--code); }
        figcaption { font-size: 6.6pt; line-height: 1.3; padding-left: var(--quiet); }
        .code { flex: none; width: calc(var(--code) - var(--quiet)); }
        .top figure { margin: calc(-1 * var(--gap)) 0 0 calc(-1 * var(--quiet)); }
        .code .contact { margin-top: var(--gap); }
        .code .contact dl > div { display: flex; gap: 2mm; }
        .side { flex: 1 1 0; min-width: 0; display: flex; flex-direction: column; gap: var(--gap); }
        .side dl > div { display: flex; gap: 2mm; }
        dt { flex: none; }
        dd { flex: 1 1 0; min-width: 0; }
        .subject > div { flex-wrap: wrap; align-content: flex-end; align-items: flex-start; min-height: var(--line);
          border-bottom: 0.4pt solid #000; padding: 0.6mm 0 0.8mm; }
        .subject dt { width: 26mm; }
        .subject dd { font-weight: 700; }
        .contact dt { width: 15mm; }
        .steps li { position: relative; padding-left: \(Sheet.Step.indent)mm; margin-bottom: \(Sheet.Step.gap)mm; }
        .steps li > span { position: absolute; left: 0; font-weight: 700; }
        .steps .way { padding-left: \(Sheet.Step.wayIndent)mm; }
        .steps .way > span { left: \(Sheet.Step.indent)mm; }
        .side code { display: block; font: calc(var(--text) * 0.96)/var(--leading) var(--mono); }
        .phone { margin: \(SheetPhone.gap)mm 0; display: grid; grid-auto-flow: column; grid-template-rows: repeat(var(--rows), auto);
          grid-auto-columns: 1fr; }
        .phone li { font: 700 var(--size)/var(--row) var(--mono); white-space: nowrap; }
        .phone li span { display: inline-block; width: \(SheetPhone.numberWidth)mm; font-weight: 400; font-size: 0.72em; }
        """
    }

    private var below: String {
        """
        .facts, .typing { border-top: 0.4pt solid #000; padding-top: 1.8mm; }
        .facts .columns { columns: 2; column-gap: var(--gutter); }
        .facts dl > div { display: flex; gap: 1.5mm; }
        .facts dt { width: \(SheetMeasure.factLabel)mm; }
        .facts p { margin-top: 1.5mm; }
        .typing p { margin-bottom: 1.5mm; }
        .typing ol { display: grid; grid-template-columns: repeat(var(--columns), 1fr); }
        .typing li { position: relative; font: var(--group)/var(--row) var(--mono); white-space: nowrap; }
        .typing li:nth-child(\(density.groupColumns)n + 1)::before { content: ""; position: absolute; left: 0; top: 0;
          width: \(SheetMeasure.width)mm; border-top: 0.2pt solid #888; }
        .typing li span { display: inline-block; width: 5.6mm; font-size: 0.72em; line-height: 1; }
        .signatures { display: flex; gap: var(--gutter); break-inside: avoid; margin-top: auto; }
        .signatures > div { flex: 1 1 0; }
        .signatures p { height: var(--line); border-bottom: 0.4pt solid #000; display: flex; align-items: flex-end; }
        .signatures span { font-size: 0.84em; line-height: 1.4; flex: 2; }
        .signatures span + span { flex: 1; }
        footer { font-size: 6.6pt; line-height: 1.3; }
        .series { display: grid; grid-template-columns: 1fr 1fr; gap: var(--gap) 0; margin-bottom: auto; }
        .series figure, .series figure svg { width: \(SheetMeasure.seriesCodeWidth)mm; height: auto; }
        """
    }

    private var screen: String {
        """
        @media print { .page { min-height: \(SheetMeasure.height)mm; } }
        @media screen { .page { padding: 12mm 0; min-height: 279mm; } .page + .page { border-top: 0.4pt solid #000; } }
        @media screen and (max-width: 200mm) {
          body { font-size: 11pt; line-height: 1.35; }
          .page { width: auto; min-height: 0; padding: 5mm; gap: 6mm; }
          .top, header, .signatures { flex-direction: column; align-items: stretch; }
          .product { max-width: none; text-align: left; }
          .side, .code { flex: none; width: auto; }
          figure, .top figure, figure svg { width: 100%; height: auto; max-width: 110mm; margin: 0; }
          .facts .columns { columns: 1; }
          .typing ol { grid-template-columns: repeat(auto-fill, minmax(34mm, 1fr)); }
          .typing li:nth-child(\(density.groupColumns)n + 1)::before { content: none; }
          .typing li { border-top: 0.2pt solid #888; }
          .series { grid-template-columns: 1fr; }
        }
        """
    }
}
