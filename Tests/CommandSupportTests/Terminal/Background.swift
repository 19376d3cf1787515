import Dispatch
import Synchronization

/// Work that blocks, in a thread of its own: the test's own threads are few, and all tests share them.
final class Background<Value: Sendable>: Sendable {
    private let result = Mutex<Result<Value, any Error>?>(nil)
    private let done = DispatchSemaphore(value: 0)

    init(_ work: @escaping @Sendable () throws -> Value) {
        DispatchQueue(label: "background").async { [self] in
            let outcome = Result { try work() }
            result.withLock { $0 = outcome }
            done.signal()
        }
    }

    /// Waits for the end; to be called once.
    func value() throws -> Value {
        done.wait()
        guard let outcome = result.withLock({ $0 }) else { throw Missing() }
        return try outcome.get()
    }

    private struct Missing: Error {}
}
