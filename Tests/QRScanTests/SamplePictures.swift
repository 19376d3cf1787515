import Foundation
import Testing

/// Small pictures of one code, one file for each way that a format has of holding it.
enum SamplePictures {
    static let names = [
        "grey.png", "palette.png", "deep.png", "transparent.png", "interlaced.png", "grey.jpg",
        "progressive.jpg",
        "cmyk.jpg", "lossy.webp", "transparent.webp", "animated.webp", "grey.heic",
    ]

    static func bytes(_ name: String) throws -> [UInt8] {
        let folder = try #require(Bundle.module.url(forResource: "Pictures", withExtension: nil))
        return [UInt8](try Data(contentsOf: folder.appendingPathComponent(name)))
    }

    /// What the code says.
    static func text() throws -> String { String(decoding: try bytes("text.txt"), as: UTF8.self) }
}
