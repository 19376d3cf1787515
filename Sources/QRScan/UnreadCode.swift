/// A QR code that was found in a picture and could not be read: its finder patterns are clear, and so is the grid of
/// its version, but the rest is blurred, covered or too bright.
package struct UnreadCode: Hashable, Sendable {
    /// How far to the right its middle is: 0 is the picture's left edge, 1 the right one.
    package let x: Double
    /// How far down its middle is: 0 is the picture's upper edge, 1 the lower one.
    package let y: Double
}
