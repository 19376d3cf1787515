/// The check digit of H. Michael Damm, "Total anti-symmetrische Quasigruppen" (Marburg, 2004): over a quasigroup of
/// order 10 in which no two neighbours commute. It finds every wrong digit and every two neighbours swapped.
enum Damm {
    /// The quasigroup: the next state by state and digit. Its diagonal is zero, so the check digit is the state.
    private static let table: [[UInt8]] = [
        [0, 3, 1, 7, 5, 9, 8, 6, 4, 2],
        [7, 0, 9, 2, 1, 5, 4, 8, 6, 3],
        [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
        [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
        [6, 1, 2, 3, 0, 4, 5, 9, 7, 8],
        [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
        [5, 8, 6, 9, 7, 2, 0, 1, 3, 4],
        [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
        [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
        [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
    ]

    /// The state after the digits; each state and digit is below 10.
    static func state(after digits: some Sequence<UInt8>, from start: UInt8) -> UInt8 {
        digits.reduce(start) { table[Int($0)][Int($1)] }
    }
}
