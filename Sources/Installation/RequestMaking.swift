import Activation
import Cryptography
import Fingerprint
import Refusals

/// A request that was made and stored, and what to tell about it.
public struct MadeRequest: Sendable {
    /// The signed request.
    public let request: Verified<Request>
    /// The product file it was made with.
    public let productFile: Verified<ProductFile>
}

extension StateFolder {
    /// Makes a signed request, and keeps it: the license will be bound to it.
    ///
    /// - Parameters:
    ///   - productFile: the product file as it came; it takes the place of an older one of the same root key.
    ///   - rootKey: the root key that the caller pins; nil to believe the file's own at first use.
    ///   - key: the activation key.
    ///   - forUser: whether the user is put into the request.
    /// - Throws: the `document.`, `product.` and `state.` refusals.
    public func makeRequest(
        productFile: Unverified<ProductFile>, rootKey: PublicKey?, key: ActivationKey, forUser: Bool,
        machine: Machine, random: some RandomSource
    ) throws(Refusal) -> MadeRequest {
        try productFile.requireGenuine()
        return try change(productFile.unverifiedBody.product) { (state) throws(Refusal) in
            let accepted = try state.accept(productFile, rootKey: rootKey)
            let device = try state.deviceKey(random: random)
            let request = try Self.request(
                productFile: accepted, key: key, forUser: forUser, machine: machine, device: device,
                random: random)
            try state.store(request)
            return MadeRequest(request: request, productFile: accepted)
        }
    }

    private static func request(
        productFile: Verified<ProductFile>, key: ActivationKey, forUser: Bool, machine: Machine,
        device: SigningKey, random: some RandomSource
    ) throws(Refusal) -> Verified<Request> {
        let fingerprint = try machine.requestFingerprint(
            salt: productFile.body.salt, includingUser: forUser)
        let body: Request
        do {
            body = try Request(
                product: productFile.body.product, madeAt: machine.now, nonce: .random(from: random),
                deviceKey: device.publicKey, kind: .activation, provenBy: key,
                productFileVersion: productFile.body.version, fingerprint: fingerprint)
        } catch {
            throw Refusal(.internalInconsistency, "The proof could not be made (\(error)).")
        }
        return try Verified(signing: body, key: device, keyIdentifier: nil)
    }
}

extension Unverified<ProductFile> {
    /// Refuses a file that nobody signed, before a folder is made for its product.
    func requireGenuine() throws(Refusal) { _ = try verifiedOnFirstUse() }
}

extension ProductState {
    /// Takes a product file into use, unless it is older than the one in use, or another root key's.
    func accept(
        _ offered: Unverified<ProductFile>, rootKey: PublicKey?
    ) throws(Refusal) -> Verified<ProductFile> {
        guard let current = try productFile() else {
            let first = try offered.verified(trusting: rootKey ?? offered.unverifiedBody.rootKey)
            try store(first)
            return first
        }
        let verified = try offered.verified(trusting: rootKey ?? current.body.rootKey)
        guard verified.body.rootKey == current.body.rootKey else { throw Refusal(.productRootUnknown) }
        if verified.encoded == current.encoded { return current }
        guard verified.body.version > current.body.version else {
            let (offered, inUse) = (verified.body.version, current.body.version)
            throw Refusal(
                .productOlder,
                offered == inUse
                    ? "This is another product file of version \(offered) than the one in use here."
                    : "This product file is version \(offered); version \(inUse) is in use here.",
                remedy: offered == inUse
                    ? "Ask the vendor for a newer one: he has made two of the same version, as after restoring an "
                        + "old backup." : nil)
        }
        try store(verified)
        return verified
    }
}
