/// All that makes one photograph what it is.
struct PhotographSettings {
    /// Pixels.
    var width = 1000
    var height = 750
    var pixelsPerModule: Float = 5
    /// Radians.
    var roll: Float = 0
    var tilt: (x: Float, y: Float) = (0, 0)
    /// Pixels of the code's middle from the picture's.
    var offset: (x: Float, y: Float) = (0, 0)
    /// Of the lens: how much farther out the corners look.
    var distortion: Float = 0
    /// How far the paper's bow shifts, as a part of the code's side.
    var curl: (x: Float, y: Float) = (0, 0)
    /// Of the white, in linear light.
    var exposure: Float = 0.75
    /// How much darker one side is than the other, 0 to 1, and in which direction.
    var falloff: Float = 0
    var falloffAngle: Float = 0
    /// How much a soft shadow over a part of the picture takes, 0 to 1.
    var shadow: Float = 0
    /// Reflections: place and radius as parts of the picture's sides, strength in white levels.
    var glares: [(x: Float, y: Float, radius: Float, strength: Float)] = []
    /// The radius of the disk that a point becomes, in pixels.
    var defocus: Float = 0
    /// The way that the camera moved, in pixels, and its direction.
    var motion: Float = 0
    var motionAngle: Float = 0
    /// The deviation of the sensor's noise in linear light: always, and at full white.
    var readNoise: Float = 0
    var shotNoise: Float = 0
    /// Specks and hairs.
    var dust = 0
    /// What phones do to look crisp.
    var sharpening: Float = 0
    /// 1 to 100; nil for PNG.
    var jpegQuality: Int? = 85
    /// Points in each pixel, along a side.
    var samples = 3
    /// Shades: 256, or 2 for a fax.
    var isBlackAndWhite = false
    /// Pixels are so many times as high as wide.
    var pixelAspect: Float = 1
}
