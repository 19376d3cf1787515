extension QRCode {
    /// The dark modules as the data of one SVG path, a module being one unit and the quiet zone lying above and to
    /// the left: for a page that draws the code itself.
    package var svgPath: String {
        var path = ""
        for row in 0..<side {
            var column = 0
            while column < side {
                let start = column
                while isDark(column: column, row: row) { column += 1 }
                let length = column - start
                if length > 0 {
                    path += "M\(start + Self.quietZone) \(row + Self.quietZone)h\(length)v1h-\(length)z"
                }
                column += 1
            }
        }
        return path
    }

    /// The code as an SVG picture of its own, its quiet zone around it: one path, black on white, no scripts.
    ///
    /// - Parameter title: what it is of; what XML takes for its own is escaped, what it does not allow is left out.
    package func svg(title: String) -> String {
        let modules = side + 2 * Self.quietZone
        let size = modules * pixelsPerModule
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <svg xmlns="http://www.w3.org/2000/svg" version="1.1" width="\(size)" height="\(size)" \
            viewBox="0 0 \(modules) \(modules)" role="img" shape-rendering="crispEdges">
            <title>\(Self.escaped(title))</title>
            <rect width="\(modules)" height="\(modules)" fill="#fff"/>
            <path fill="#000" d="\(svgPath)"/>
            </svg>

            """
    }

    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\u{20}"..."\u{7E}", "\u{A0}"..."\u{FFFD}", "\u{10000}"..."\u{10FFFF}":
                result.unicodeScalars.append(scalar)
            default: break
            }
        }
        return result
    }
}
