import Activation
import Cryptography
import Fingerprint
import Refusals

extension Unverified<ProductFile> {
    /// Refuses a file that nobody signed, before a folder is made for its product.
    func requireGenuine() throws(Refusal) { _ = try verifiedOnFirstUse() }
}

extension ProductState {
    /// Takes a product file into use, unless it is older than the one in use, or another root key's. Where the one in use
    /// is damaged, it is as if it were lost.
    func accept(
        _ offered: Unverified<ProductFile>, rootKey: PublicKey?
    ) throws(Refusal) -> Verified<ProductFile> {
        guard let current = try intactProductFile() else {
            let first = try offered.verified(trusting: rootKey ?? offered.unverifiedBody.rootKey)
            if try !requireFitting(first), rootKey == nil { try requireNothingWaiting() }
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
                    ? "This is a different product file with the same version, \(offered), as the one in use here."
                    : "This product file is version \(offered); version \(inUse) is in use here.",
                remedy: offered == inUse
                    ? "Ask the vendor for a newer one: they have made two with the same version, perhaps after "
                        + "restoring an old backup." : nil)
        }
        try requireSameSalt(verified, as: current)
        try store(verified)
        return verified
    }

    /// For an application that has the root key built in: the newer of the file that ships with it and the one that is
    /// installed; of two of one version, the installed one. The shipped one where the installed one is lost or damaged.
    ///
    /// - Throws: the `product.` refusals.
    package func productFile(orShipped shipped: Verified<ProductFile>) throws(Refusal) -> Verified<
        ProductFile
    > {
        guard let current = try intactProductFile() else { return shipped }
        let trusted = try current.unverified.verified(trusting: shipped.body.rootKey)
        guard shipped.body.version > trusted.body.version else { return trusted }
        try requireSameSalt(shipped, as: trusted)
        return shipped
    }

    /// The same, and it is in use from now on.
    func adopt(_ shipped: Verified<ProductFile>) throws(Refusal) -> Verified<ProductFile> {
        let file = try productFile(orShipped: shipped)
        if try intactProductFile() != file { try store(file) }
        return file
    }

    /// Where the product file was lost or damaged, a new one must not bring another root key with it: the
    /// license that is there must still be one of its issuing keys'. Nor may they bring a file that is older than the one
    /// with which that license was asked for: a later one may have withdrawn keys.
    ///
    /// - Returns: whether there is a license, so that it was held against one.
    private func requireFitting(_ file: Verified<ProductFile>) throws(Refusal) -> Bool {
        let stored: Unverified<License>?
        do throws(Refusal) {
            stored = try license()
        } catch {
            // A damaged license vouches for nothing, and licenses nothing.
            guard error.code == .stateDamaged else { throw error }
            return false
        }
        guard let stored else { return false }
        do throws(Refusal) {
            _ = try stored.verified(under: file)
        } catch {
            guard error.code != .licenseIssuerUnknown, error.code != .licenseSignatureInvalid else {
                throw Refusal(
                    .productRootUnknown,
                    "There is a license here that this product file's issuing keys did not sign.")
            }
        }
        // The license's signature covers the digest of its request.
        let asked = try intactRequest(stored.unverifiedBody.request)?.unverifiedBody.productFileVersion
        if let asked, file.body.version < asked {
            throw Refusal(
                .productOlder,
                "This product file is version \(file.body.version); the license here was asked for with version "
                    + "\(asked).")
        }
        return true
    }

    /// Where the product file is damaged and no license can vouch for another, a person must: what was begun here under the
    /// right one would be lost under a stranger's. A request names no root key, and anybody can copy a product's salt.
    private func requireNothingWaiting() throws(Refusal) {
        let isBegun = [try hasDeviceKeyFile(), try hasRequests()].contains(true)
        guard isBegun, try isProductFileDamaged() else { return }
        throw Refusal(
            .productRootUnknown,
            "The product file in use here is damaged, and nothing here says which root key it had. A request or a "
                + "device key was made with it, so not every product file may take its place.",
            needing: .rootKey)
    }

    /// With a second salt, one component would show a second 16 bits, and two of them name it.
    private func requireSameSalt(
        _ file: Verified<ProductFile>, as current: Verified<ProductFile>
    ) throws(Refusal) {
        guard file.body.salt == current.body.salt else { throw Refusal(.productSaltChanged) }
    }
}
