/// One run of the machine, from its start to its end.
package struct Boot: Hashable, Sendable {
    /// The size of the id, 16 bytes.
    package static let idSize = 16
    /// More than any machine runs: 2^40 seconds.
    static let longest: Int64 = 1 << 40

    /// The kernel's id of the run (`/proc/sys/kernel/random/boot_id`).
    package let id: [UInt8]
    /// For how many seconds the machine has been running and awake (`CLOCK_MONOTONIC`). No clock that can be
    /// set goes into it, and time asleep does not count: what does, has passed.
    package let awake: Int64

    /// A run, or nil if the id is not of 16 bytes or the seconds are negative or beyond belief.
    package init?(id: [UInt8], awake: Int64) {
        guard id.count == Self.idSize, (0...Self.longest).contains(awake) else { return nil }
        self.id = id
        self.awake = awake
    }
}
