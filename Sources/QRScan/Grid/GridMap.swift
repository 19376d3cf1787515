/// Where the modules of a code lie in a picture: a perspective view of a plane, and on it a bend that lenses and
/// paper make.
struct GridMap: Sendable {
    /// The places of the middles of the three finder patterns (top left, top right, bottom left) and of the place
    /// that a fourth would have, x and y; then the bend, in modules: six numbers of second degree, eight of third.
    var parameters: [Float]
    /// Modules along the code's side.
    let side: Float

    init(side: Int, corners: [Point]) {
        self.side = Float(side)
        parameters = corners.flatMap { [Float($0.x), Float($0.y)] } + Array(repeating: 0, count: 14)
    }

    /// A form that is quick to use.
    func prepared() -> Prepared { Prepared(self) }

    struct Prepared {
        private let matrix: (Float, Float, Float, Float, Float, Float, Float, Float)
        private let bend: [Float]
        private let isBent: Bool
        private let scale: Float

        /// The square to the four corners (Heckbert 1989).
        fileprivate init(_ map: GridMap) {
            let p = map.parameters
            let (x0, y0, x1, y1) = (p[0], p[1], p[2], p[3])
            let (x3, y3, x2, y2) = (p[4], p[5], p[6], p[7])
            let (dx1, dx2, dx3) = (x1 - x2, x3 - x2, x0 - x1 + x2 - x3)
            let (dy1, dy2, dy3) = (y1 - y2, y3 - y2, y0 - y1 + y2 - y3)
            let area = dx1 * dy2 - dx2 * dy1
            let divisor = abs(area) < 1e-6 ? 1e-6 : area
            let g = (dx3 * dy2 - dx2 * dy3) / divisor
            let h = (dx1 * dy3 - dx3 * dy1) / divisor
            matrix = (x1 - x0 + g * x1, x3 - x0 + h * x3, x0, y1 - y0 + g * y1, y3 - y0 + h * y3, y0, g, h)
            bend = Array(p[8...])
            isBent = bend.contains { $0 != 0 }
            scale = 1 / (map.side - 7)
        }

        /// The place in the picture of a place in the code, both from the top left corner.
        @inline(__always)
        func callAsFunction(_ u: Float, _ v: Float) -> (x: Float, y: Float) {
            var x = (u - 3.5) * scale, y = (v - 3.5) * scale
            if isBent {
                let s = 2 * x - 1, t = 2 * y - 1
                let (ss, st, tt) = (s * s - 1, s * t, t * t - 1)
                let (across, down) = bend.withUnsafeBufferPointer { b in
                    (
                        b[0] * ss + b[1] * st + b[2] * tt + b[6] * ss * s + b[7] * ss * t + b[8] * tt * s
                            + b[9] * tt * t,
                        b[3] * ss + b[4] * st + b[5] * tt + b[10] * ss * s + b[11] * ss * t + b[12] * tt * s
                            + b[13] * tt * t
                    )
                }
                x += across * scale
                y += down * scale
            }
            let depth = matrix.6 * x + matrix.7 * y + 1
            return (
                (matrix.0 * x + matrix.1 * y + matrix.2) / depth,
                (matrix.3 * x + matrix.4 * y + matrix.5) / depth
            )
        }
    }
}
