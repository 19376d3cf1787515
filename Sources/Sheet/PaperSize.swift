/// The paper that a page is set on.
package enum PaperSize: String, CaseIterable, Sendable {
    /// 210 by 297 millimetres (ISO 216).
    case a4
    /// 8.5 by 11 inches.
    case letter

    /// The paper that people have where the locale is from: Letter in the United States and Canada, else A4.
    ///
    /// - Parameter environment: of the process; `LC_ALL`, `LC_PAPER` and `LANG` count, in this order.
    package init(environment: [String: String]) {
        let locale = ["LC_ALL", "LC_PAPER", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
        let country = locale?.split { ".@".contains($0) }.first?.split(separator: "_").dropFirst().first
        self = country == "US" || country == "CA" ? .letter : .a4
    }

    /// In millimetres.
    package var width: Double { self == .a4 ? 210 : 215.9 }

    /// In millimetres.
    package var height: Double { self == .a4 ? 297 : 279.4 }
}
