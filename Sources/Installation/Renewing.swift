import Activation
import ClockGuard
import Cryptography
import Fingerprint
import Refusals

extension StateFolder {
    /// Makes a signed request for a new license in place of the one in use, with the components that the machine has
    /// now. No activation key is needed: the device key vouches for it.
    ///
    /// - Throws: `license.none-in-use` if there is no license; the `state.` refusals.
    public func makeRenewalRequest(
        of id: ProductID, machine: Machine, random: some RandomSource
    ) throws(Refusal) -> MadeRequest {
        try changeKnown(id, named: "The request") { (state, productFile) throws(Refusal) in
            let license = try state.licenseInUse()
            let device = try state.deviceForChange(on: machine, under: productFile, random: random)
            let request = try state.request(
                .renewal, of: license, under: productFile, machine: machine, device: device, random: random)
            try state.store(request)
            return MadeRequest(request: request, productFile: productFile)
        }
    }

    /// Makes a signed request for the vendor's word on what time it is. What it is answered with puts the clock's
    /// record right, once, and while the machine has run for no more than thirty days since.
    ///
    /// - Throws: `license.none-in-use` if there is no license; the `state.` refusals.
    public func makeTimeRequest(
        of id: ProductID, machine: Machine, random: some RandomSource
    ) throws(Refusal) -> MadeRequest {
        try changeKnown(id, named: "The request") { (state, productFile) throws(Refusal) in
            let license = try state.licenseInUse()
            let device = try state.knownDevice(on: machine, of: productFile.body)
            let clock = ClockGuard.judge(
                device.record, machine.clock, signed: [license.issuedOn.start, productFile.body.issuedAt],
                policy: ClockPolicy(productFile.body))
            let request = try state.request(
                .timeCorrection(highWaterMark: clock.record.mark), of: license, under: productFile,
                machine: machine, device: device, random: random)
            // The record first: a request that it does not await would be answered in vain.
            try state.store(
                clock.record.awaiting(RequestDigest(of: request.unverified)), key: device.key)
            try state.store(request)
            return MadeRequest(request: request, productFile: productFile)
        }
    }
}

extension ProductState {
    fileprivate func licenseInUse() throws(Refusal) -> License {
        guard let license = try license()?.unverifiedBody else { throw Refusal(.licenseNoneInUse) }
        return license
    }

    fileprivate func request(
        _ purpose: Request.Purpose, of license: License, under productFile: Verified<ProductFile>,
        machine: Machine, device: Device, random: some RandomSource
    ) throws(Refusal) -> Verified<Request> {
        let body = Request(
            product: id, madeAt: machine.now, nonce: .random(from: random), deviceKey: device.key.publicKey,
            purpose: purpose, license: license.id, productFileVersion: productFile.body.version,
            fingerprint: try machine.requestFingerprint(
                under: productFile.body, includingUser: license.binding == .user))
        return try Verified(signing: body, key: device.key, keyIdentifier: nil)
    }
}
