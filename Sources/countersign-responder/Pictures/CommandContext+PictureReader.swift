import CommandSupport
import PictureProcess
import QRScan
import Refusals
import TextForm

/// What the process does that was started to read a picture: see `PictureProcess`.
func readPicture(for parent: String) -> Never {
    PictureChild.run(
        limits: .usual, parent: parent,
        milliseconds: CommandContext.live(programName: "reader").milliseconds,
        prepare: PictureReading.prepare
    ) { (picture, isLate) throws(Refusal) in
        var limits = PictureLimits()
        limits.bytes = ReaderLimits.usual.pictureBytes
        limits.isOver = isLate
        limits.pixels = ReaderLimits.usual.megapixels * 1_000_000
        do throws(Refusal) {
            let found = try PictureReading.found(in: picture, limits: limits) { ScannedText($0) != nil }
            return .texts(
                found.codes.map(\.text), unread: found.unread.map { PicturePlace(x: $0.x, y: $0.y) },
                isCutShort: found.isCutShort)
        } catch {
            if error == PictureReading.cutShort { return .failed(.cutShort) }
            if error.code == .pictureOutOfTime { return .failed(.outOfTime) }
            guard error.code == .pictureTooLarge, let size = PictureReading.size(of: picture) else {
                throw error
            }
            return .tooLarge(width: size.width, height: size.height)
        }
    }
}

extension CommandContext {
    /// Reads pictures, each in a process of its own.
    var pictureReader: ConfinedPictureReader {
        // Where the loader was told to look for this program's libraries, it must look again.
        ConfinedPictureReader(
            environment: environment.filter { $0.key == "LD_LIBRARY_PATH" }, milliseconds: milliseconds)
    }
}
