import Synchronization

/// The lines that were typed in one conversation; nothing of it is stored.
package final class LineHistory: Sendable {
    private static let most = 100

    private let typed = Mutex<[[UInt8]]>([])

    /// With nothing typed yet.
    package init() {}

    /// The lines, the oldest first.
    var lines: [[UInt8]] { typed.withLock { $0 } }

    /// Keeps a line, unless it says nothing or is the last one once more.
    func add(_ line: [UInt8]) {
        guard line.contains(where: { $0 > UInt8(ascii: " ") }) else { return }
        typed.withLock { typed in
            guard typed.last != line else { return }
            typed.append(line)
            if typed.count > Self.most { typed.removeFirst() }
        }
    }
}
