import CommandSupport
import Refusals
import Synchronization

/// A ``TextSink`` that keeps what it is given; for tests.
package final class MemorySink: TextSink {
    private let bytes = Mutex<[UInt8]>([])
    private let failure: Refusal?

    /// - Parameter failure: what every write and the end are refused with.
    package init(failure: Refusal? = nil) {
        self.failure = failure
    }

    /// Everything written so far.
    package var text: String { bytes.withLock { String(decoding: $0, as: UTF8.self) } }

    /// Never.
    package var readerHasGone: Bool { false }

    /// Keeps the bytes.
    package func write(bytes new: [UInt8]) throws(Refusal) {
        if let failure { throw failure }
        bytes.withLock { $0 += new }
    }

    /// Does nothing, or fails like a write.
    package func finish() throws(Refusal) {
        if let failure { throw failure }
    }
}
