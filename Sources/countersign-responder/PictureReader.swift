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
        return try PictureReading.codes(in: picture, limits: limits) { ScannedText($0) != nil }.map(\.text)
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
