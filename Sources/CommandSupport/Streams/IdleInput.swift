import Refusals
import Synchronization

/// A ``ByteSource`` that ends when nobody has typed for so long. All prompts take the end of the input as a pause, so
/// whatever asks comes to rest by itself.
package final class IdleInput: ByteSource {
    private let source: any ByteSource
    private let milliseconds: Int64
    private let idle = Atomic<Bool>(false)

    /// - Parameter minutes: for how long nobody may type.
    package init(_ source: any ByteSource, minutes: Int) {
        self.source = source
        milliseconds = Int64(minutes) * 60_000
    }

    /// Whether it ended because nobody typed.
    package var isIdle: Bool { idle.load(ordering: .relaxed) }

    /// Somebody is there again.
    package func wake() { idle.store(false, ordering: .relaxed) }

    /// As that of the source.
    package var isTerminal: Bool { source.isTerminal }

    /// See ``ByteSource/readLine(limit:)``; nil too if nobody types.
    package func readLine(limit: Int) throws(Refusal) -> [UInt8]? {
        guard !isIdle, source.arrives(within: milliseconds) else {
            idle.store(true, ordering: .relaxed)
            return nil
        }
        return try source.readLine(limit: limit)
    }

    /// See ``ByteSource/readAll(limit:)``.
    package func readAll(limit: Int) throws(Refusal) -> [UInt8] { try source.readAll(limit: limit) }

    /// See ``ByteSource/readAll(limit:)``.
    package func readAll(
        limit: (_ beginning: [UInt8]) throws(Refusal) -> Int
    ) throws(Refusal) -> [UInt8] {
        try source.readAll(limit: limit)
    }

    /// See ``ByteSource/arrives(within:)``.
    package func arrives(within milliseconds: Int64) -> Bool { source.arrives(within: milliseconds) }

    /// See ``ByteSource/isFollowed(within:)``.
    package func isFollowed(within milliseconds: Int32) -> Bool { source.isFollowed(within: milliseconds) }

    /// See ``ByteSource/readLine(_:)``; nil too if nobody types. The source edits the line.
    package func readLine(_ question: LineQuestion) throws(Refusal) -> [UInt8]? {
        guard !isIdle else { return nil }
        var question = question
        question.idle = LineQuestion.Idle(milliseconds: milliseconds) { [self] in
            idle.store(true, ordering: .relaxed)
        }
        return try source.readLine(question)
    }

    /// See ``ByteSource/discardTyped()``.
    @discardableResult package func discardTyped() -> [UInt8] { source.discardTyped() }
}
