import CPictureWriter
import Glibc
import QRCode

/// A simulated picture of a QR code.
package struct Photograph: Sendable {
    /// Pixels.
    package let width: Int
    /// Pixels.
    package let height: Int
    /// Brightness as the picture's file has it, row by row.
    package let pixels: [UInt8]
    /// 1 to 100; nil for one that is kept without loss.
    package let jpegQuality: Int?

    /// The same picture for the same seed.
    ///
    /// - Parameters:
    ///   - scale: how many times as many pixels along each side as the severity would have; what is measured
    ///     in modules stays.
    package init(of code: QRCode, severity: Severity, seed: UInt64, scale: Double = 1) {
        var random = SeededRandom(seed: seed)
        let kind = severity.surfaceKind(&random)
        let settings = severity.settings(side: code.side, random: &random).holding(code.side).scaled(
            Float(scale))
        let surface = Surface(code, kind: kind, random: &random)
        let camera = Camera(settings, side: code.side)
        var light = Self.exposed(surface, camera, settings)
        Self.lit(&light, settings)
        Self.dusted(&light, settings, &random)
        let spread = PointSpread(
            defocus: settings.defocus, motion: settings.motion, angle: settings.motionAngle)
        light = spread.applied(to: light, width: settings.width, height: settings.height)
        width = settings.width
        height = settings.height
        pixels = Self.developed(light, settings, &random)
        jpegQuality = settings.jpegQuality
    }

    /// The picture as a file: JPEG or PNG.
    package func file() -> [UInt8] {
        var count = 0
        let bytes: UnsafeMutablePointer<UInt8>?
        if let jpegQuality {
            bytes = countersign_write_jpeg(pixels, UInt32(width), UInt32(height), Int32(jpegQuality), &count)
        } else {
            bytes = countersign_write_png(pixels, UInt32(width), UInt32(height), &count)
        }
        defer { free(bytes) }
        return Array(UnsafeBufferPointer(start: bytes, count: count))
    }
}

extension Photograph {
    /// What falls on each pixel, in linear light.
    private static func exposed(
        _ surface: Surface, _ camera: Camera, _ settings: PhotographSettings
    ) -> [Float] {
        let samples = settings.samples
        let share = 1 / Float(samples * samples)
        var light = [Float](repeating: 0, count: settings.width * settings.height)
        let middle = Float(settings.height) / 2
        for row in 0..<settings.height {
            for column in 0..<settings.width {
                var sum: Float = 0
                for sample in 0..<samples * samples {
                    let x = Float(column) + (Float(sample % samples) + 0.5) / Float(samples)
                    let y = Float(row) + (Float(sample / samples) + 0.5) / Float(samples)
                    let place = camera.place(x, (y - middle) * settings.pixelAspect + middle)
                    sum += surface.brightness(place.x, place.y)
                }
                light[row * settings.width + column] = sum * share
            }
        }
        return light
    }

    /// Uneven light, a shadow with a soft edge, reflections.
    private static func lit(_ light: inout [Float], _ settings: PhotographSettings) {
        let (directionX, directionY) = (cos(settings.falloffAngle), sin(settings.falloffAngle))
        for row in 0..<settings.height {
            for column in 0..<settings.width {
                let x = Float(column) / Float(settings.width) - 0.5
                let y = Float(row) / Float(settings.height) - 0.5
                let along = min(max(x * directionX + y * directionY + 0.5, 0), 1)
                let corner = 1 - 0.35 * (x * x + y * y)
                let edge = 1 / (1 + exp((x * directionY - y * directionX) * 60 - 3))
                var value = light[row * settings.width + column]
                value *= (1 - settings.falloff * along) * corner * (1 - settings.shadow * edge)
                for glare in settings.glares {
                    let dx = (x + 0.5 - glare.x) / glare.radius, dy = (y + 0.5 - glare.y) / glare.radius
                    value += glare.strength * exp(-(dx * dx + dy * dy))
                }
                light[row * settings.width + column] = value * settings.exposure
            }
        }
    }

    /// Specks and hairs, dark or grey.
    private static func dusted(
        _ light: inout [Float], _ settings: PhotographSettings, _ random: inout SeededRandom
    ) {
        for _ in 0..<settings.dust {
            var x = random.within(0...Float(settings.width)), y = random.within(0...Float(settings.height))
            let radius = random.within(0.15...0.7) * settings.pixelsPerModule
            let takes = random.within(0.3...0.9)
            var angle = random.within(0...(2 * .pi))
            let steps = random.happens(0.25) ? Int(random.within(5...20)) : 1
            for _ in 0..<steps {
                speck(&light, settings, x, y, steps > 1 ? radius * 0.4 : radius, takes)
                x += cos(angle) * radius * 0.5
                y += sin(angle) * radius * 0.5
                angle += random.within(-0.4...0.4)
            }
        }
    }

    private static func speck(
        _ light: inout [Float], _ settings: PhotographSettings, _ x: Float, _ y: Float, _ radius: Float,
        _ takes: Float
    ) {
        let reach = Int(radius) + 1
        let rows = (Int(y) - reach...Int(y) + reach).clamped(to: 0...settings.height - 1)
        let columns = (Int(x) - reach...Int(x) + reach).clamped(to: 0...settings.width - 1)
        for row in rows {
            for column in columns {
                let dx = Float(column) + 0.5 - x, dy = Float(row) + 0.5 - y
                guard dx * dx + dy * dy < radius * radius else { continue }
                // Grey lint on a dark screen is brighter than the screen.
                let index = row * settings.width + column
                light[index] = light[index] * (1 - takes) + 0.12 * settings.exposure * takes
            }
        }
    }

    /// Noise, the curve of brightness, and what a phone does to look crisp.
    private static func developed(
        _ light: [Float], _ settings: PhotographSettings, _ random: inout SeededRandom
    ) -> [UInt8] {
        var values = light.map { value in
            let deviation =
                (settings.readNoise * settings.readNoise
                + settings.shotNoise * settings.shotNoise * max(0, value)).squareRoot()
            return 255 * pow(min(max(value + deviation * random.normal(), 0), 1), 1 / 2.2)
        }
        if settings.sharpening > 0 { sharpen(&values, settings) }
        let isFax = settings.isBlackAndWhite
        return values.map { isFax ? ($0 > 140 ? 255 : 0) : UInt8(min(max($0, 0), 255)) }
    }

    private static func sharpen(_ values: inout [Float], _ settings: PhotographSettings) {
        let width = settings.width
        let before = values
        for row in 1..<settings.height - 1 {
            for column in 1..<width - 1 {
                let index = row * width + column
                let around =
                    (before[index - 1] + before[index + 1] + before[index - width] + before[index + width])
                    / 4
                values[index] += (before[index] - around) * settings.sharpening
            }
        }
    }
}

extension PhotographSettings {
    /// The same with more room, if a part of the code would be outside the picture.
    fileprivate func holding(_ side: Int) -> PhotographSettings {
        var other = self
        for _ in 0..<20 where other.cuts(side) {
            other.width = Int(Float(other.width) * 1.1)
            other.height = Int(Float(other.height) * 1.1)
            other.offset = (other.offset.x * 0.7, other.offset.y * 0.7)
        }
        return other
    }

    /// Whether the picture's edge runs through the code.
    private func cuts(_ side: Int) -> Bool {
        let camera = Camera(self, side: side)
        let middle = Float(height) / 2
        let reach = Float(side) / 2 + 1
        return (0...100).contains { step in
            let x = Float(width * step) / 100, y = Float(height * step) / 100
            return [(x, 0), (x, Float(height)), (0, y), (Float(width), y)].contains { pixel in
                let place = camera.place(pixel.0, (pixel.1 - middle) * pixelAspect + middle)
                return max(abs(place.x), abs(place.y)) < reach
            }
        }
    }

    /// The same with more or fewer pixels.
    fileprivate func scaled(_ factor: Float) -> PhotographSettings {
        guard factor != 1 else { return self }
        var other = self
        other.width = Int(Float(width) * factor)
        other.height = Int(Float(height) * factor)
        other.pixelsPerModule *= factor
        other.offset = (offset.x * factor, offset.y * factor)
        other.defocus *= factor
        other.motion *= factor
        return other
    }
}
