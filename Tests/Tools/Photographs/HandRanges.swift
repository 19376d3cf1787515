/// Between what and what a photograph by hand varies. Frozen before the reader was made better than the plain
/// engines, by what the engines alone read of them: see docs/pictures.md.
struct HandRanges {
    /// Pixels a module.
    var pixels: ClosedRange<Float>
    /// The part of the shorter side that the code takes.
    var filling: ClosedRange<Float>
    /// Degrees, about either axis.
    var tilt: Float
    var distortion: Float
    var curl: Float
    var exposure: ClosedRange<Float>
    var falloff: Float
    var shadow: Float
    /// The most reflections, one more than ever happen.
    var glares: Float
    var glare: Float
    /// Modules.
    var defocus: ClosedRange<Float>
    var motion: ClosedRange<Float>
    var noise: ClosedRange<Float>
    var dust: ClosedRange<Float>
    var quality: ClosedRange<Float>

    static let ordinary = HandRanges(
        pixels: 3.2...9, filling: 0.4...0.85, tilt: 10, distortion: 0.02, curl: 0.003, exposure: 0.5...0.95,
        falloff: 0.4, shadow: 0.4, glares: 1.6, glare: 0.25, defocus: 0.05...0.3, motion: 0...0.25,
        noise: 0.003...0.012, dust: 0...12, quality: 70...93)

    static let terminal = HandRanges(
        pixels: 3.2...9, filling: 0.4...0.85, tilt: 12, distortion: 0.02, curl: 0, exposure: 0.5...0.95,
        falloff: 0.4, shadow: 0, glares: 1.6, glare: 0.2, defocus: 0.05...0.3, motion: 0...0.25,
        noise: 0.003...0.012, dust: 0...12, quality: 70...93)

    static let bad = HandRanges(
        pixels: 2.7...7, filling: 0.4...0.85, tilt: 28, distortion: 0.07, curl: 0.016, exposure: 0.25...0.95,
        falloff: 0.7, shadow: 0.65, glares: 2.6, glare: 0.45, defocus: 0.18...0.48, motion: 0...0.5,
        noise: 0.006...0.024, dust: 8...34, quality: 48...83)

    static let awful = HandRanges(
        pixels: 2.6...7, filling: 0.4...0.85, tilt: 32, distortion: 0.1, curl: 0.03, exposure: 0.2...0.95,
        falloff: 0.75, shadow: 0.7, glares: 2.6, glare: 0.5, defocus: 0.25...0.55, motion: 0.1...0.6,
        noise: 0.008...0.03, dust: 10...40, quality: 45...80)
}
