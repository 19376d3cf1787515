/// A place in a picture, in pixels; the middle of the first pixel is (0.5, 0.5).
struct Point: Hashable, Sendable {
    var x: Double
    var y: Double

    static func + (one: Self, other: Self) -> Self { Self(x: one.x + other.x, y: one.y + other.y) }
    static func - (one: Self, other: Self) -> Self { Self(x: one.x - other.x, y: one.y - other.y) }
    static func * (one: Self, factor: Double) -> Self { Self(x: one.x * factor, y: one.y * factor) }

    /// The distance from the origin.
    var length: Double { (x * x + y * y).squareRoot() }

    /// Twice the area, with its sign, of the triangle of the origin and the two.
    func cross(_ other: Self) -> Double { x * other.y - y * other.x }
}
