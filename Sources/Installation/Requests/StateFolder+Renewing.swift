import Activation
import ClockGuard
import Cryptography
import Fingerprint
import Refusals

extension StateFolder {
    /// Makes a signed request for a new license in place of the one in use, with the components that the machine has
    /// now. No activation key is needed: the device key vouches for it.
    ///
    /// - Parameter reusing: whether a request that waits for its answer and asks for the same is given again, as it is.
    /// - Throws: `license.none-in-use` if there is no license; the `product.` and `state.` refusals.
    package func makeRenewalRequest(
        trusting trust: Trust, machine: Machine, reusing: Bool = false, random: some RandomSource
    ) throws(Refusal) -> MadeRequest {
        try change(trusting: trust, for: "The request") { (state, productFile) throws(Refusal) in
            try state.makeRenewalRequest(
                under: productFile, machine: machine, reusing: reusing, random: random)
        }
    }

    /// Makes a signed request for the vendor's word on what time it is. What it is answered with puts the clock's
    /// record right, once, and while the machine has run for no more than thirty days since.
    ///
    /// - Parameter reusing: whether a request of the last day that is still awaited is given again, as it is.
    /// - Throws: `license.none-in-use` if there is no license; the `product.` and `state.` refusals.
    package func makeTimeRequest(
        trusting trust: Trust, machine: Machine, reusing: Bool = false, random: some RandomSource
    ) throws(Refusal) -> MadeRequest {
        try change(trusting: trust, for: "The request") { (state, productFile) throws(Refusal) in
            try state.makeTimeRequest(
                under: productFile, machine: machine, reusing: reusing, random: random)
        }
    }
}

extension ProductState {
    fileprivate func makeRenewalRequest(
        under productFile: Verified<ProductFile>, machine: Machine, reusing: Bool, random: some RandomSource
    ) throws(Refusal) -> MadeRequest {
        let license = try licenseInUse()
        let device = try knownDevice(on: machine, of: productFile.body)
        if reusing,
            let made = try waiting(
                .renewal, of: license.id, device: device.key.publicKey,
                fingerprint: try machine.requestFingerprint(
                    under: productFile.body, includingUser: license.binding == .user),
                under: productFile, now: machine.now)
        {
            return made
        }
        let request = try request(
            .renewal, of: license, under: productFile, machine: machine, device: device, random: random)
        try store(request)
        return MadeRequest(request: request, productFile: productFile)
    }

    fileprivate func makeTimeRequest(
        under productFile: Verified<ProductFile>, machine: Machine, reusing: Bool, random: some RandomSource
    ) throws(Refusal) -> MadeRequest {
        let license = try licenseInUse()
        let device = try knownDevice(on: machine, of: productFile.body)
        let clock = ClockGuard.judge(
            device.record, machine.clock, signed: [license.issuedOn.start, productFile.body.issuedAt],
            policy: ClockPolicy(productFile.body))
        if reusing,
            let made = try awaitedCorrection(
                of: license, device, clock, under: productFile, machine: machine)
        {
            return made
        }
        let request = try request(
            .timeCorrection(highWaterMark: clock.record.highWaterMark), of: license, under: productFile,
            machine: machine, device: device, random: random)
        // The record first: a request that it does not await would be answered in vain.
        try store(clock.record.awaiting(RequestDigest(of: request.unverified)), of: device)
        try store(request)
        return MadeRequest(request: request, productFile: productFile)
    }

    /// The request for the time that the clock's record awaits, where hardly any time has passed since by that record: the
    /// clock itself may have been set since.
    fileprivate func awaitedCorrection(
        of license: License, _ device: Device, _ clock: ClockJudgement,
        under productFile: Verified<ProductFile>,
        machine: Machine
    ) throws(Refusal) -> MadeRequest? {
        let fingerprint = try machine.requestFingerprint(
            under: productFile.body, includingUser: license.binding == .user)
        for request in try intactRequests() {
            let body = request.unverifiedBody
            guard let mark = body.purpose.highWaterMark, body.license == license.id,
                clock.record.awaitedRequests.contains(RequestDigest(of: request)),
                body.deviceKey == device.key.publicKey, body.fingerprint == fingerprint,
                body.productFileVersion == productFile.body.version,
                (0...86_400).contains(clock.record.highWaterMark.rawValue - mark.rawValue),
                let whole = try? request.verified()
            else { continue }
            return MadeRequest(request: whole, productFile: productFile, isWaiting: true)
        }
        return nil
    }

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
