import Activation
import Cryptography
import Fingerprint
import Refusals

extension StateFolder {
    /// Makes a signed request, and keeps it: the license will be bound to it.
    ///
    /// - Parameters:
    ///   - key: the activation key.
    ///   - forUser: whether the user is put into the request.
    ///   - newDevice: whether a new device key is to take the place of the one that is there, as where that is sealed to
    ///     another machine. The old one, and its license, count until the license for the new one is installed.
    ///   - reusing: whether a request that waits for its answer and asks for the same is given again, as it is.
    /// - Throws: the `document.`, `product.` and `state.` refusals.
    package func makeRequest(
        trusting trust: Trust, key: ActivationKey, forUser: Bool, machine: Machine, newDevice: Bool = false,
        reusing: Bool = false, random: some RandomSource
    ) throws(Refusal) -> MadeRequest {
        try change(trusting: trust, for: "The request") { (state, productFile) throws(Refusal) in
            let waiting = try state.requestOfNextDevice()
            if reusing,
                let made = try state.waiting(
                    for: key, forUser: forUser, newDevice: newDevice, on: machine, under: productFile)
            {
                return made
            }
            let device = try state.deviceForChange(
                on: machine, under: productFile, renewed: newDevice, random: random)
            let request = try Self.request(
                productFile: productFile, key: key, forUser: forUser, machine: machine, device: device.key,
                random: random)
            try state.store(request)
            var made = MadeRequest(request: request, productFile: productFile)
            if let waiting, try !state.keepsKey(of: waiting) { made.dropped = waiting }
            return made
        }
    }

    private static func request(
        productFile: Verified<ProductFile>, key: ActivationKey, forUser: Bool, machine: Machine,
        device: SigningKey, random: some RandomSource
    ) throws(Refusal) -> Verified<Request> {
        let fingerprint = try machine.requestFingerprint(
            under: productFile.body, includingUser: forUser)
        let body: Request
        do {
            body = try Request(
                product: productFile.body.product, madeAt: machine.now, nonce: .random(from: random),
                deviceKey: device.publicKey, provenBy: key,
                productFileVersion: productFile.body.version, fingerprint: fingerprint)
        } catch {
            throw Refusal(.internalInconsistency, "The proof could not be made (\(error)).")
        }
        return try Verified(signing: body, key: device, keyIdentifier: nil)
    }
}

extension ProductState {
    /// The activation that waits: with the device key in use, or where a new one is asked for, with the one that waits.
    fileprivate func waiting(
        for key: ActivationKey, forUser: Bool, newDevice: Bool, on machine: Machine,
        under productFile: Verified<ProductFile>
    ) throws(Refusal) -> MadeRequest? {
        let kept: KeptDevice
        let place = try newDevice ? DevicePlace.next : placeInUse()
        do throws(Refusal) {
            kept = try device(in: place, on: machine, of: productFile.body)
        } catch {
            // What is lost or damaged concerns the person who makes a new one.
            guard error.code == .clockRecordLost || error.code == .stateDamaged else { throw error }
            return nil
        }
        guard case .whole(let device, _) = kept else { return nil }
        guard let license = try? key.licenseID() else { return nil }
        return try waiting(
            .activation, of: license, device: device.key.publicKey,
            fingerprint: try machine.requestFingerprint(under: productFile.body, includingUser: forUser),
            under: productFile, now: machine.now)
    }
}
