import Dispatch
import Synchronization

/// Hands values from one thread to one other, in their order. The giving thread waits where it is too far ahead.
final class Handover<Value: Sendable>: Sendable {
    private struct State: Sendable {
        var values: [Value] = []
        var isClosed = false
    }

    private let state = Mutex(State())
    // Both begin with 0: a semaphore that is given up with less than it began with ends the program.
    private let room = DispatchSemaphore(value: 0)
    private let filled = DispatchSemaphore(value: 0)

    /// - Parameter capacity: how many values may wait; at least 1.
    init(capacity: Int) {
        for _ in 0..<capacity { room.signal() }
    }

    /// Adds a value; waits while there is no room.
    ///
    /// - Returns: false if nothing is taken any more; then the value is gone.
    func put(_ value: Value) -> Bool {
        room.wait()
        let isTaken = state.withLock { state in
            if !state.isClosed { state.values.append(value) }
            return !state.isClosed
        }
        (isTaken ? filled : room).signal()
        return isTaken
    }

    /// Takes the oldest value; waits until there is one.
    func take() -> Value {
        filled.wait()
        defer { room.signal() }
        return state.withLock { $0.values.removeFirst() }
    }

    /// Takes all values that wait, the oldest first; waits until there is one.
    func takeAll() -> [Value] {
        filled.wait()
        let taken = state.withLock { state in
            defer { state.values = [] }
            return state.values
        }
        for _ in taken.dropFirst() { filled.wait() }
        for _ in taken { room.signal() }
        return taken
    }

    /// Says that nothing will be taken any more.
    func close() {
        state.withLock { $0 = State(isClosed: true) }
        room.signal()
    }
}
