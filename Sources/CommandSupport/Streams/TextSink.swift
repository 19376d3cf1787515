import Refusals

/// Where text goes: a stream of the process, or memory in a test.
///
/// Bytes leave when ``write(_:)-swift.method`` is called; nothing is held back, so nothing is lost when the
/// process is killed and no error is found too late to be told.
package protocol TextSink: Sendable {
    /// Writes all the bytes, in order.
    ///
    /// A reader that has gone away (`| head -1`) is no error: the rest is dropped, and ``readerHasGone`` says
    /// so, for the few commands whose result must not be lost.
    ///
    /// - Throws: `disk.full` or `file.unwritable`.
    func write(bytes: [UInt8]) throws(Refusal)

    /// Makes sure that what was written arrived as far as the system can tell; called once, at the end.
    ///
    /// - Throws: `disk.full` or `file.unwritable`.
    func finish() throws(Refusal)

    /// Whether whoever was reading closed the other end of the pipe.
    var readerHasGone: Bool { get }
}

extension TextSink {
    /// Writes a text as UTF-8.
    ///
    /// - Throws: as ``write(bytes:)`` does.
    package func write(_ text: String) throws(Refusal) {
        try write(bytes: Array(text.utf8))
    }
}
