import CommandSupport
import CommandTesting
import Refusals
import Synchronization

/// A terminal into which everything is pasted at once: each line is followed by the next as long as there is one.
final class PastedSource: ByteSource {
    private let source: MemorySource
    private let lines: Mutex<Int>

    init(_ lines: [String]) {
        source = MemorySource(lines.joined(separator: "\n") + "\n", isTerminal: true)
        self.lines = Mutex(lines.count)
    }

    var isTerminal: Bool { true }

    func isFollowed(within milliseconds: Int32) -> Bool { lines.withLock { $0 } > 0 }

    func readLine(limit: Int) throws(Refusal) -> [UInt8]? {
        lines.withLock { $0 = max(0, $0 - 1) }
        return try source.readLine(limit: limit)
    }

    func readAll(limit: Int) throws(Refusal) -> [UInt8] { try source.readAll(limit: limit) }

    func readAll(limit: (_ beginning: [UInt8]) throws(Refusal) -> Int) throws(Refusal) -> [UInt8] {
        try source.readAll(limit: limit)
    }
}
