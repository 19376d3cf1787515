import Dispatch
import Synchronization

/// Applies a function to all elements, on all processors, and keeps their order.
///
/// Dispatch rather than tasks, because the answers are written inside a synchronous database transaction.
///
/// - Parameters:
///   - elements: what it is applied to.
///   - transform: called once for each, at the same time as for others.
public func mapConcurrently<Element: Sendable, Value: Sendable>(
    _ elements: [Element], _ transform: @Sendable (Element) -> Value
) -> [Value] {
    guard elements.count > 1 else { return elements.map(transform) }
    var values = [Value?](repeating: nil, count: elements.count)
    values.withUnsafeMutableBufferPointer { buffer in
        // Each iteration writes its own element and nobody reads before all are done.
        nonisolated(unsafe) let slots = buffer
        DispatchQueue.concurrentPerform(iterations: elements.count) { index in
            slots[index] = transform(elements[index])
        }
    }
    return values.compactMap { $0 }
}

/// Applies a function to a few elements, each on a thread of its own, and keeps their order. However few processors
/// there are: while one waits for the disk, the others go on.
///
/// - Parameters:
///   - elements: what it is applied to.
///   - transform: called once for each, at the same time as for others.
public func onThreads<Element: Sendable, Value: Sendable>(
    _ elements: [Element], _ transform: @escaping @Sendable (Element) -> Value
) -> [Value] {
    let values = Mutex([Value?](repeating: nil, count: elements.count))
    let group = DispatchGroup()
    for (place, element) in elements.enumerated() {
        // A queue of its own gets a thread at once; a shared one, only as many as there are processors.
        DispatchQueue(label: "countersign.thread").async(group: group) {
            let value = transform(element)
            values.withLock { $0[place] = value }
        }
    }
    group.wait()
    return values.withLock { $0.compactMap { $0 } }
}
