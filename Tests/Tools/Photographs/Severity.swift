/// How hard a picture is.
package enum Severity: String, CaseIterable, Sendable {
    /// A careful hand: of a page or a screen.
    case ordinary
    /// In a hurry, in poor light: of a page or a dusty screen.
    case bad
    /// Worse than one would send.
    case awful
    /// The picture of a window, as a program makes it.
    case screenshot
    /// A page on a flatbed scanner.
    case scan
    /// A page by fax: black and white, 204 by 98 dots an inch.
    case fax
    /// Half blocks in a terminal, photographed with a careful hand.
    case terminal
    /// Straight from the front, out of focus.
    case blur
}
