import CZBar
import CZXing

/// A library that reads codes in a picture.
enum Engine: Hashable, Sendable {
    /// libzxing.
    case zxing
    /// libzbar, along every row and column.
    case zbar

    /// The codes in the picture, none if the library gives up.
    func codes(in picture: GreyPicture) -> [Sighting] {
        var sightings: [Sighting] = []
        withUnsafeMutablePointer(to: &sightings) { list in
            picture.pixels.withUnsafeBufferPointer { pixels in
                run(pixels, width: picture.width, height: picture.height, into: list)
            }
        }
        return sightings
    }

    private func run(
        _ pixels: UnsafeBufferPointer<UInt8>, width: Int, height: Int,
        into list: UnsafeMutablePointer<[Sighting]>
    ) {
        guard let width = Int32(exactly: width), let height = Int32(exactly: height) else { return }
        let add: countersign_zxing_found = { list, bytes, count, corners in
            list?.assumingMemoryBound(to: [Sighting].self).pointee
                .append(Sighting(bytes: bytes, count: count, corners: corners))
        }
        switch self {
        case .zxing:
            _ = countersign_zxing_read(pixels.baseAddress, width, height, add, list)
        case .zbar:
            _ = countersign_zbar_read(
                pixels.baseAddress, UInt32(width), UInt32(height), 1, add, list)
        }
    }

    /// Loads what the libraries would load from files later.
    static func prepare() { countersign_zbar_prepare() }
}
