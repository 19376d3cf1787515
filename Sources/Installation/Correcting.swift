import Activation
import ClockGuard
import Cryptography
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
    /// - Throws: the `correction.` refusals; `state.missing`, `state.other-machine`, `clock.record-lost`.
    public func install(
        _ correction: Unverified<TimeCorrection>, machine: Machine
    ) throws(Refusal) -> InstallOutcome {
        try changeKnown(correction.unverifiedBody.product, named: "The time correction") {
            (state, productFile) throws(Refusal) in
            try state.install(correction, under: productFile, machine: machine)
        }
    }

    /// The same for an application that ships its product file and has the root key built in.
    ///
    /// - Throws: the `correction.` and `product.` refusals; `state.other-machine`, `clock.record-lost`.
    public func install(
        _ correction: Unverified<TimeCorrection>, shipped: Verified<ProductFile>, machine: Machine
    ) throws(Refusal) -> InstallOutcome {
        try change(shipped.body.product) { (state) throws(Refusal) in
            try state.install(correction, under: state.adopt(shipped), machine: machine)
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
