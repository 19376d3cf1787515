/// What reading one picture may cost. Beyond it, the reader is ended and the picture refused.
package struct ReaderLimits: Hashable, Sendable {
    /// The largest file that is looked at, in bytes.
    package var pictureBytes: Int
    /// The most pixels, in millions, that a picture may have by its header.
    package var megapixels = 50
    /// The memory that the reader may allocate, in bytes; its program and libraries come on top.
    package var memory: Int
    /// For how many seconds the reader may run, by the clock and in processor time.
    package var seconds: Int

    /// The limits that the desk has: 32 MiB, 50 megapixels, 1 GiB and 20 seconds.
    package static let usual = ReaderLimits(pictureBytes: 33_554_432, memory: 1 << 30, seconds: 20)

    /// For how long the reader looks for more codes before it answers with those it has, in milliseconds: so
    /// long that a hard picture is tried in all ways, and well before it is ended.
    var searchMilliseconds: Int64 { Int64(seconds) * 600 }

    /// Limits of one's own, and 50 megapixels.
    package init(pictureBytes: Int, memory: Int, seconds: Int) {
        self.pictureBytes = pictureBytes
        self.memory = memory
        self.seconds = seconds
    }
}
