import Dispatch

/// Applies a function to all elements, on all processors, and keeps their order.
///
/// Dispatch rather than tasks, because the answers are written inside a synchronous database transaction.
///
/// - Parameters:
///   - elements: what it is applied to.
///   - transform: called once for each, at the same time as for others.
package func mapConcurrently<Element: Sendable, Value: Sendable>(
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
