import CommandSupport
import Refusals
import Synchronization

/// An agent at a terminal: what he types, line by line, and what happens around him before he does.
final class Agent: ByteSource {
    /// What is typed next, or what happens before it.
    enum Act: Sendable {
        case line(String)
        case event(@Sendable () throws -> Void)
        /// Nothing, for longer than anybody waits.
        case idle
    }

    private let acts: Mutex<ArraySlice<Act>>

    /// Somebody types.
    let isTerminal = true

    init(_ acts: [Act]) { self.acts = Mutex(acts[...]) }

    func readLine(limit: Int) throws(Refusal) -> [UInt8]? {
        while let act = acts.withLock({ $0.popFirst() }) {
            switch act {
            case .line(let line): return Array(line.utf8)
            case .event(let happens):
                do {
                    try happens()
                } catch {
                    throw Refusal(.internalInconsistency, "\(error)")
                }
            case .idle: break
            }
        }
        return nil
    }

    func arrives(within milliseconds: Int64) -> Bool {
        acts.withLock { acts in
            guard case .idle = acts.first else { return true }
            acts.removeFirst()
            return false
        }
    }

    func readAll(limit: Int) throws(Refusal) -> [UInt8] { throw Refusal(.internalInconsistency) }

    func readAll(limit: (_ beginning: [UInt8]) throws(Refusal) -> Int) throws(Refusal) -> [UInt8] {
        throw Refusal(.internalInconsistency)
    }
}

extension Agent.Act: ExpressibleByStringLiteral {
    init(stringLiteral value: String) { self = .line(value) }
}
