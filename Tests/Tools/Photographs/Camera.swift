import Glibc

/// Where each pixel of the picture looks on the surface.
struct Camera {
    /// The picture's sides.
    let width: Int
    let height: Int
    private let focus: Float
    private let distortion: Float
    private let middle: (x: Float, y: Float, z: Float)
    private let across: (x: Float, y: Float, z: Float)
    private let down: (x: Float, y: Float, z: Float)
    private let normal: (x: Float, y: Float, z: Float)
    private let curl: (x: Float, y: Float)
    private let side: Float

    init(_ settings: PhotographSettings, side: Int) {
        width = settings.width
        height = settings.height
        distortion = settings.distortion
        focus = 0.85 * Float(max(width, height))
        let distance = focus / settings.pixelsPerModule
        middle = (settings.offset.x / focus * distance, settings.offset.y / focus * distance, distance)
        let (sinRoll, cosRoll) = (sin(settings.roll), cos(settings.roll))
        let (sinX, cosX) = (sin(settings.tilt.x), cos(settings.tilt.x))
        let (sinY, cosY) = (sin(settings.tilt.y), cos(settings.tilt.y))
        // First the roll in the plane, then the tilts about the picture's own axes.
        func turned(_ x: Float, _ y: Float, _ z: Float) -> (x: Float, y: Float, z: Float) {
            let rolled = (x: x * cosRoll - y * sinRoll, y: x * sinRoll + y * cosRoll, z: z)
            let tilted = (
                x: rolled.x, y: rolled.y * cosX - rolled.z * sinX, z: rolled.y * sinX + rolled.z * cosX
            )
            return (tilted.x * cosY + tilted.z * sinY, tilted.y, -tilted.x * sinY + tilted.z * cosY)
        }
        across = turned(1, 0, 0)
        down = turned(0, 1, 0)
        normal = turned(0, 0, 1)
        curl = settings.curl
        self.side = Float(side)
    }

    /// The place on the surface, in modules from the code's middle.
    func place(_ x: Float, _ y: Float) -> (x: Float, y: Float) {
        var dx = (x - Float(width) / 2) / focus, dy = (y - Float(height) / 2) / focus
        let bend = 1 + distortion * (dx * dx + dy * dy)
        dx *= bend
        dy *= bend
        let slope = dx * normal.x + dy * normal.y + normal.z
        guard slope > 0.05 else { return (1e4, 1e4) }
        let length = (middle.x * normal.x + middle.y * normal.y + middle.z * normal.z) / slope
        let (px, py, pz) = (length * dx - middle.x, length * dy - middle.y, length - middle.z)
        let u = px * across.x + py * across.y + pz * across.z
        let v = px * down.x + py * down.y + pz * down.z
        // Paper that does not lie flat: a bow that shifts the middle against the ends.
        return (u + curl.x * v * v / side, v + curl.y * u * u / side)
    }
}
