extension Request {
    /// What a request is for, with what must be told for it and for nothing else.
    package enum Purpose: Hashable, Sendable {
        /// A license for this machine, by whoever has its activation key.
        case activation(ActivationProof)
        /// A new license in place of the one that the device key was vouched for with, without the activation key.
        case renewal
        /// The vendor's word on what time it is; with the latest moment that the machine has seen, which its clock
        /// must not be before.
        case timeCorrection(highWaterMark: UnixTime)

        /// Which kind of request it makes.
        package var kind: RequestKind {
            switch self {
            case .activation: .activation
            case .renewal: .renewal
            case .timeCorrection: .timeCorrection
            }
        }

        /// What proves knowledge of the activation key; nil where the device key vouches for the request.
        package var proof: ActivationProof? {
            guard case .activation(let proof) = self else { return nil }
            return proof
        }

        /// The latest moment that the machine has seen, in a request for a time correction.
        package var highWaterMark: UnixTime? {
            guard case .timeCorrection(let highWaterMark) = self else { return nil }
            return highWaterMark
        }
    }
}
