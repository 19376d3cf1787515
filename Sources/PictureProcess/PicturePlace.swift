/// Which ninth of a picture something is in, row by row.
package enum PicturePlace: UInt8, CaseIterable, Sendable {
    case topLeft = 0
    case top
    case topRight
    case left
    case middle
    case right
    case bottomLeft
    case bottom
    case bottomRight

    /// - Parameters:
    ///   - x: how far to the right: 0 is the left edge, 1 the right one.
    ///   - y: how far down: 0 is the upper edge, 1 the lower one.
    package init(x: Double, y: Double) {
        func third(_ part: Double) -> UInt8 { part < 1.0 / 3 ? 0 : part < 2.0 / 3 ? 1 : 2 }
        self = Self(rawValue: third(y) * 3 + third(x)) ?? .middle
    }
}
