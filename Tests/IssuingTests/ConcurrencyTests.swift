import Glibc
import Issuing
import Testing

@Suite("Work that is done at the same time")
struct ConcurrencyTests {
    /// Takes the longer, the earlier it is begun.
    private static func slowly(_ number: Int) -> Int {
        usleep(UInt32(20 - number) * 1_000)
        return number * number
    }

    @Test func `Is waited for, and comes in the order in which it was given`() {
        let numbers = Array(0..<20)
        #expect(mapConcurrently(numbers, Self.slowly) == numbers.map { $0 * $0 })
        #expect(mapConcurrently([Int](), Self.slowly) == [] && mapConcurrently([3], Self.slowly) == [9])
    }
}
