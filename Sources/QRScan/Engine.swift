import CZBar
import CZXing

/// A library that reads codes in a picture.
enum Engine: Hashable, Sendable {
    /// libzxing; its options are its own.
    case zxing(oneThreshold: Bool)
    /// libzxing for nothing but one code, straight, drawn by us.
    case zxingPure
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
        case .zxing(let oneThreshold):
            let options = countersign_zxing_options(
                try_downscale: 0, one_threshold: oneThreshold ? 1 : 0, pure: 0, unreadable_too: 0)
            _ = countersign_zxing_read(pixels.baseAddress, width, height, options, add, list)
        case .zxingPure:
            let options = countersign_zxing_options(
                try_downscale: 0, one_threshold: 1, pure: 1, unreadable_too: 0)
            _ = countersign_zxing_read(pixels.baseAddress, width, height, options, add, list)
        case .zbar:
            _ = countersign_zbar_read(
                pixels.baseAddress, UInt32(width), UInt32(height), 1, add, list)
        }
    }

    /// Loads what the libraries would load from files later.
    static func prepare() { countersign_zbar_prepare() }
}
