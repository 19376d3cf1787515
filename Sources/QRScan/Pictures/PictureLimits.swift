/// What a picture may cost.
package struct PictureLimits: Sendable {
    /// The most bytes that a picture's file may have.
    package var bytes = 32 << 20
    /// The most pixels, known from the header before anything is decoded.
    package var pixels = 50_000_000
    /// The longest that a side may be in any case, in pixels.
    package static let longestSide = UInt32(Int16.max)
    /// The most times that an engine is given the whole picture or a part of it.
    package var attempts = 600
    /// Asked before each attempt: whether the time for this picture is over. Without it there is no such limit.
    package var isOver: @Sendable () -> Bool = { false }

    /// The usual limits: 32 MiB, 50 megapixels, 600 attempts, no limit of time.
    package init() {}
}
