import Dispatch
import Synchronization
import Testing

@testable import countersign_responder

@Suite("A handover between threads", .timeLimit(.minutes(1)))
struct HandoverTests {
    @Test("keeps the order and loses nothing, one at a time or all that wait", arguments: [false, true])
    func order(takesAll: Bool) {
        let handover = Handover<Int>(capacity: 3)
        DispatchQueue(label: "giving").async {
            for number in 0..<10_000 { #expect(handover.put(number)) }
        }
        var taken: [Int] = []
        while taken.count < 10_000 {
            let next = takesAll ? handover.takeAll() : [handover.take()]
            #expect((1...3).contains(next.count))
            taken += next
        }
        #expect(taken == Array(0..<10_000))
    }

    @Test("lets the giving thread be no more than so many ahead")
    func capacity() {
        let handover = Handover<Int>(capacity: 2)
        let given = Mutex(0)
        let isDone = DispatchSemaphore(value: 0)
        DispatchQueue(label: "giving").async {
            for number in 0..<1_000 {
                _ = handover.put(number)
                given.withLock { $0 += 1 }
            }
            isDone.signal()
        }
        for number in 0..<1_000 {
            #expect(handover.take() == number)
            // One more may have been given since.
            #expect(given.withLock { $0 } <= number + 4)
        }
        isDone.wait()
    }

    @Test("ends a thread that waits to give once nothing is taken any more")
    func close() {
        let handover = Handover<Int>(capacity: 1)
        let isDone = DispatchSemaphore(value: 0)
        let refused = Mutex(0)
        DispatchQueue(label: "giving").async {
            for number in 0..<5 where !handover.put(number) { refused.withLock { $0 += 1 } }
            isDone.signal()
        }
        #expect(handover.take() == 0)
        handover.close()
        isDone.wait()
        #expect((3...4).contains(refused.withLock { $0 }))
    }
}
