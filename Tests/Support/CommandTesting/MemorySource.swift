import CommandSupport
import Refusals
import Synchronization

/// A ``ByteSource`` with what a test put into it.
package final class MemorySource: ByteSource {
    private let bytes: Mutex<ArraySlice<UInt8>>

    /// Whether it plays a terminal.
    package let isTerminal: Bool

    /// - Parameters:
    ///   - text: what can be read.
    ///   - isTerminal: whether it plays a terminal.
    package init(_ text: String, isTerminal: Bool = false) {
        bytes = Mutex(Array(text.utf8)[...])
        self.isTerminal = isTerminal
    }

    /// See ``ByteSource/readLine(limit:)``.
    package func readLine(limit: Int) throws(Refusal) -> [UInt8]? {
        let line: [UInt8]? = bytes.withLock { bytes in
            guard !bytes.isEmpty else { return nil }
            let line = bytes.prefix { $0 != UInt8(ascii: "\n") }
            bytes = bytes.dropFirst(line.count + 1)
            return Array(line.last == UInt8(ascii: "\r") ? line.dropLast() : line)
        }
        if let line, line.count > limit { throw Refusal(.documentTooLarge) }
        return line
    }

    /// See ``ByteSource/readAll(limit:)``.
    package func readAll(limit: Int) throws(Refusal) -> [UInt8] {
        let all: [UInt8] = bytes.withLock { bytes in
            defer { bytes = [] }
            return Array(bytes)
        }
        if all.count > limit { throw Refusal(.documentTooLarge) }
        return all
    }

    /// See ``ByteSource/readAll(limit:)``.
    package func readAll(
        limit: (_ beginning: [UInt8]) throws(Refusal) -> Int
    ) throws(Refusal) -> [UInt8] {
        try readAll(limit: limit(bytes.withLock { Array($0.prefix(64)) }))
    }
}
