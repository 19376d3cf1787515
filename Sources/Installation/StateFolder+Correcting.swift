import Activation
import ClockGuard
import Refusals

extension ClockPolicy {
    /// What the product's vendor asks of clocks.
    init(_ productFile: ProductFile) {
        self.init(toleranceHours: Int(productFile.clockTolerance.hours))
    }
}

extension StateFolder {
    /// Puts the clock's record right with the vendor's word.
    ///
    /// - Throws: the `correction.` and `product.` refusals; `state.missing`, `state.other-machine`, `clock.record-lost`.
    package func install(
        _ correction: Unverified<TimeCorrection>, trusting trust: Trust, machine: Machine
    ) throws(Refusal) -> InstallOutcome {
        try change(trusting: trust, for: "The time correction") { (state, productFile) throws(Refusal) in
            try state.install(correction, under: productFile, machine: machine)
        }
    }
}

extension ProductState {
    fileprivate func install(
        _ correction: Unverified<TimeCorrection>, under productFile: Verified<ProductFile>, machine: Machine
    ) throws(Refusal) -> InstallOutcome {
        let verified = try correction.verified(under: productFile).body
        let device = try knownDevice(on: machine, of: productFile.body)
        let policy = ClockPolicy(productFile.body)
        switch device.record.corrected(
            to: verified.issuedAt, answering: verified.request, reading: machine.clock, policy: policy)
        {
        case .applied(let record):
            try store(record, of: device)
            let clock = ClockGuard.judge(record, machine.clock, signed: [], policy: policy)
            return .timeCorrected(id, to: verified.issuedAt, clock.verdict)
        case .notAwaited: throw Refusal(.correctionNotAwaited)
        case .tooLate: throw Refusal(.correctionTooLate)
        }
    }
}
