import Activation
import ClockGuard
import Fingerprint
import Refusals

/// What is so about a product on this machine, and what it rests on.
package struct Standing: Sendable {
    /// Whether the product is licensed now, and if not, why.
    package let verdict: Verdict
    /// How the machine compares with the one that the license is bound to; nil where it is bound to none.
    package let comparison: FingerprintComparison?
    /// What the clock guard found; nil where there is no license.
    package let clock: ClockJudgement?
    /// Whether what the clock shows should have been noted and could not be: the folder cannot be written, or
    /// another process held it.
    package internal(set) var couldNotRecord = false
    /// How the device key is kept; nil where there is none, or it is another machine's.
    package let deviceKey: DeviceKeyProtection?

    init(
        _ verdict: Verdict, comparison: FingerprintComparison? = nil, clock: ClockJudgement? = nil,
        deviceKey: DeviceKeyProtection? = nil
    ) {
        self.verdict = verdict
        self.comparison = comparison
        self.clock = clock
        self.deviceKey = deviceKey
    }

    /// Whether the clock's record should be written.
    package var isWorthKeeping: Bool { deviceKey != nil && clock?.isWorthWriting == true }
}

extension StateFolder {
    /// Says what is so, and writes down what the clock has shown, so that it is known if it is set back later.
    ///
    /// The writing is left out where it cannot be done at once: the folder may be on a read-only medium, the disk full,
    /// another process at work. The next check makes up for it.
    ///
    /// - Throws: what ``ProductState/standing(under:machine:)`` throws.
    package func check(
        _ state: ProductState, under productFile: Verified<ProductFile>, machine: Machine
    ) throws(Refusal) -> Standing {
        let before = try state.clockBytes(state.placeInUse())
        var standing = try state.standing(under: productFile, machine: machine)
        guard standing.isWorthKeeping, let record = standing.clock?.record else { return standing }
        do throws(Refusal) {
            try change(state.id, waitingAtMost: 0) { (state) throws(Refusal) in
                // Another process may have written since, even a correction: then that stands.
                guard case .whole(let device, _) = try state.device(on: machine, of: productFile.body),
                    try state.clockBytes(device.place) == before
                else { return }
                try state.store(record, of: device)
            }
        } catch {
            standing.couldNotRecord = true
        }
        return standing
    }
}
