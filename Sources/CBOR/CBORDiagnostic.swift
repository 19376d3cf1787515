/// Writes a value in the diagnostic notation of RFC 8949 section 8: `18([h'a1', {}, "text", -7])`.
///
/// Safe on a terminal, whoever made the value: what could move the cursor, change the colours, reverse the
/// line or hide is written as an escape, so that the output is all there is.
package enum CBORDiagnostic {
    /// The value on one line.
    package static func oneLine(_ value: CBORValue) -> String {
        var printer = DiagnosticPrinter(width: nil)
        printer.write(value)
        return printer.output
    }

    /// The value on as many lines as it takes: an array or map that does not fit the rest of its line is
    /// opened, one element or entry a line. A string is never broken, so a long one may still stick out.
    ///
    /// - Parameter width: how many characters a line should have at most.
    package static func indented(_ value: CBORValue, width: Int = 80) -> String {
        var printer = DiagnosticPrinter(width: width)
        printer.write(value)
        return printer.output
    }
}
