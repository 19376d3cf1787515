import Glibc

extension Severity {
    /// The settings of one photograph of a code with this many modules along its side.
    func settings(side: Int, random: inout SeededRandom) -> PhotographSettings {
        switch self {
        case .ordinary: return Self.hand(.ordinary, side, &random)
        case .bad: return Self.hand(.bad, side, &random)
        case .awful: return Self.hand(.awful, side, &random)
        case .terminal: return Self.hand(.terminal, side, &random)
        case .screenshot: return Self.screenshot(side, &random)
        case .scan: return Self.scan(side, &random)
        case .fax: return Self.fax(side, &random)
        case .blur: return Self.blur(side, &random)
        }
    }

    /// What is photographed in it.
    func surfaceKind(_ random: inout SeededRandom) -> Surface.Kind {
        switch self {
        case .ordinary, .bad, .awful:
            random.happens(0.5) ? .paper : .screen(pixels: Int(random.within(3...8)))
        case .terminal:
            .terminal(
                pixels: Int(random.within(7...12)), stretch: random.within(0.9...1.15),
                gap: random.happens(0.5) ? 0 : random.within(0.05...0.2))
        case .screenshot, .scan, .fax, .blur: .paper
        }
    }

    /// The picture's sides, such that the code takes this part of the shorter one.
    private static func frame(
        _ settings: inout PhotographSettings, side: Int, filling: Float, _ random: inout SeededRandom
    ) {
        let short = Float(side + 8) * settings.pixelsPerModule / filling
        settings.height = Int(short)
        settings.width = Int(short * 4 / 3)
        if random.happens(0.5) { swap(&settings.width, &settings.height) }
        let room = short * (1 - filling) * 0.3
        settings.offset = (random.within(-room...room), random.within(-room...room))
    }

    /// A photograph by hand, all angles in degrees here.
    private static func hand(
        _ ranges: HandRanges, _ side: Int, _ random: inout SeededRandom
    ) -> PhotographSettings {
        var settings = PhotographSettings()
        settings.pixelsPerModule = exp(
            random.within(log(ranges.pixels.lowerBound)...log(ranges.pixels.upperBound)))
        frame(&settings, side: side, filling: random.within(ranges.filling), &random)
        settings.roll = random.within(-Float.pi...Float.pi)
        let most = ranges.tilt * .pi / 180
        settings.tilt = (random.within(-most...most), random.within(-most...most))
        settings.distortion = random.within(-ranges.distortion...ranges.distortion)
        settings.curl = (random.within(-ranges.curl...ranges.curl), random.within(-ranges.curl...ranges.curl))
        settings.exposure = random.within(ranges.exposure)
        settings.falloff = random.within(0...ranges.falloff)
        settings.falloffAngle = random.within(0...(2 * .pi))
        settings.shadow = random.happens(0.3) ? random.within(0...ranges.shadow) : 0
        for _ in 0..<Int(random.within(0...ranges.glares)) {
            settings.glares.append(
                (
                    random.within(0.1...0.9), random.within(0.1...0.9), random.within(0.05...0.3),
                    random.within(0.05...ranges.glare)
                ))
        }
        settings.defocus = random.within(ranges.defocus) * settings.pixelsPerModule
        settings.motion = random.within(ranges.motion) * settings.pixelsPerModule
        settings.motionAngle = random.within(0...(.pi))
        settings.readNoise = random.within(ranges.noise)
        settings.shotNoise = settings.readNoise * 2
        settings.dust = Int(random.within(ranges.dust))
        settings.sharpening = random.within(0...0.6)
        settings.jpegQuality = Int(random.within(ranges.quality))
        return settings
    }

    private static func screenshot(_ side: Int, _ random: inout SeededRandom) -> PhotographSettings {
        var settings = PhotographSettings()
        // Half of them scaled by the program that shows them.
        settings.pixelsPerModule =
            random.happens(0.5) ? Float(Int(random.within(2...7))) : random.within(2...6)
        frame(&settings, side: side, filling: random.within(0.3...0.9), &random)
        settings.offset = (settings.offset.x.rounded(), settings.offset.y.rounded())
        settings.exposure = 1.1
        settings.jpegQuality = random.happens(0.3) ? Int(random.within(60...90)) : nil
        return settings
    }

    private static func scan(_ side: Int, _ random: inout SeededRandom) -> PhotographSettings {
        var settings = PhotographSettings()
        // 150 to 300 dots an inch, modules of 0.5 to 1.2 millimetres.
        settings.pixelsPerModule = random.within(150...300) / 25.4 * random.within(0.5...1.2)
        frame(&settings, side: side, filling: random.within(0.4...0.7), &random)
        settings.roll = random.within(-4...4) * .pi / 180 + Float(Int(random.within(0...3.99))) * .pi / 2
        settings.defocus = random.within(0.3...1)
        settings.exposure = random.within(0.8...1.2)
        settings.readNoise = random.within(0.002...0.01)
        settings.dust = Int(random.within(0...10))
        settings.jpegQuality = Int(random.within(50...90))
        return settings
    }

    private static func fax(_ side: Int, _ random: inout SeededRandom) -> PhotographSettings {
        var settings = PhotographSettings()
        settings.pixelsPerModule = 204 / 25.4 * random.within(0.7...1.2)
        settings.pixelAspect = 204.0 / 98
        frame(&settings, side: side, filling: random.within(0.45...0.8), &random)
        settings.height = Int(Float(settings.height) / settings.pixelAspect)
        settings.offset.y /= settings.pixelAspect
        settings.roll = random.within(-2...2) * .pi / 180
        settings.defocus = random.within(0.5...1.5)
        settings.exposure = random.within(0.7...1)
        settings.readNoise = random.within(0.01...0.06)
        settings.dust = Int(random.within(0...25))
        settings.isBlackAndWhite = true
        settings.jpegQuality = nil
        return settings
    }

    private static func blur(_ side: Int, _ random: inout SeededRandom) -> PhotographSettings {
        var settings = PhotographSettings()
        settings.pixelsPerModule = random.within(3...7)
        frame(&settings, side: side, filling: random.within(0.5...0.8), &random)
        settings.roll = random.within(-3...3) * .pi / 180
        settings.defocus = random.within(0.5...0.85) * settings.pixelsPerModule
        settings.readNoise = random.within(0.002...0.006)
        settings.jpegQuality = Int(random.within(75...92))
        return settings
    }
}
