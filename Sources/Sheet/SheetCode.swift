import QRCode

/// A code on a sheet, with its place in a series.
package struct SheetCode: Hashable, Sendable {
    /// Drawn with a quiet zone of four modules on each side.
    package let code: QRCode
    /// Its number in the series, from 1.
    package let number: Int
    /// How many codes the series has; 1 for a document that fits one.
    package let count: Int

    /// A code, and its place in a series.
    package init(_ code: QRCode, number: Int = 1, of count: Int = 1) {
        self.code = code
        self.number = number
        self.count = count
    }

    /// One side in modules, with the quiet zone.
    package var fullSide: Int { code.side + 2 * QRCode.quietZone }

    /// The side of one module, in millimetres, where the code and its quiet zone are so many wide.
    package func module(width millimetres: Double) -> Double { millimetres / Double(fullSide) }

    /// The white around it, in millimetres, where the code and its quiet zone are so many wide.
    package func quietZone(width millimetres: Double) -> Double {
        module(width: millimetres) * Double(QRCode.quietZone)
    }

    /// Which one of how many; nil for a code that is alone.
    package var place: String? { count > 1 ? "Code \(number) of \(count)" : nil }

    /// What somebody with a scanner wants to know, in small print.
    package func caption(width millimetres: Double) -> String {
        let tenths = Int((module(width: millimetres) * 10).rounded())
        return "QR code, version \(code.version)-\(letter), \(code.side) × \(code.side) modules of "
            + "\(tenths / 10).\(tenths % 10) mm"
    }

    private var letter: String {
        switch code.errorCorrection {
        case .low: "L"
        case .medium: "M"
        case .quartile: "Q"
        case .high: "H"
        }
    }

    /// The code as an SVG element, one unit a module; the paper is its light.
    var svg: String {
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(fullSide) \(fullSide)" role="img" \
        shape-rendering="crispEdges"><title>\(place ?? "QR code")</title>\
        <path d="\(code.svgPath)" fill="#000"/></svg>
        """
    }
}
