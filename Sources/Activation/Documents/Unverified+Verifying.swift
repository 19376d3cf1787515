import COSE
import Cryptography
import Refusals

extension Unverified<ProductFile> {
    /// Believes a product file that is signed by the root key which the caller trusts.
    ///
    /// - Throws: `product.root-unknown` if the file names another root key, `product.signature-invalid` if the
    ///   signature does not hold.
    package func verified(trusting rootKey: PublicKey) throws(Refusal) -> Verified<ProductFile> {
        guard unverifiedBody.rootKey == rootKey else { throw Refusal(.productRootUnknown) }
        guard
            object.protected.keyIdentifier == KeyIdentifier(of: rootKey).bytes,
            let verified = verified(by: rootKey)
        else { throw Refusal(.productSignatureInvalid) }
        return verified
    }

    /// Believes a product file at its own word: that the root key in it signed it. For the first use of a
    /// product by the commands, which pin that key from then on; an application passes the key it was built with.
    ///
    /// - Throws: `product.signature-invalid`.
    package func verifiedOnFirstUse() throws(Refusal) -> Verified<ProductFile> {
        try verified(trusting: unverifiedBody.rootKey)
    }
}

extension Unverified<Request> {
    /// Believes that the holder of the device key made the request.
    ///
    /// - Throws: `request.signature-invalid`.
    package func verified() throws(Refusal) -> Verified<Request> {
        guard object.protected.keyIdentifier == nil, let verified = verified(by: unverifiedBody.deviceKey)
        else {
            throw Refusal(.requestSignatureInvalid)
        }
        return verified
    }
}

extension Unverified<License> {
    /// Believes a license for the product file's product, signed by an issuing key that the file lists, on a
    /// day for which that key counts.
    ///
    /// - Throws: `license.issuer-unknown`, `license.signature-invalid`, `license.issuer-withdrawn`,
    ///   `license.other-product`, checked in this order.
    package func verified(under productFile: Verified<ProductFile>) throws(Refusal) -> Verified<License> {
        guard
            let identifier = object.protected.keyIdentifier,
            let key = productFile.body.issuingKey(identifier)
        else { throw Refusal(.licenseIssuerUnknown) }
        guard let verified = verified(by: key.publicKey) else { throw Refusal(.licenseSignatureInvalid) }
        guard key.mayHaveSigned(on: verified.body.issuedOn) else {
            throw Refusal(
                .licenseIssuerWithdrawn,
                "The license of \(verified.body.issuedOn) is signed by a key that was not valid on that day.")
        }
        guard verified.body.product == productFile.body.product else {
            throw Refusal(
                .licenseOtherProduct,
                "The license is for the product '\(verified.body.product)', and this is '\(productFile.body.product)'."
            )
        }
        return verified
    }
}

extension Unverified<TimeCorrection> {
    /// Believes a time correction for the product file's product, signed by an issuing key that the file lists, on
    /// a day for which that key counts. Whether it answers a request of this machine is another question.
    ///
    /// - Throws: `correction.issuer-unknown`, `correction.signature-invalid`, `correction.issuer-withdrawn`,
    ///   `correction.other-product`, checked in this order.
    package func verified(under productFile: Verified<ProductFile>) throws(Refusal) -> Verified<
        TimeCorrection
    > {
        guard
            let identifier = object.protected.keyIdentifier,
            let key = productFile.body.issuingKey(identifier)
        else { throw Refusal(.correctionIssuerUnknown) }
        guard let verified = verified(by: key.publicKey) else { throw Refusal(.correctionSignatureInvalid) }
        let day = verified.body.issuedAt.day
        guard key.mayHaveSigned(on: day) else {
            throw Refusal(
                .correctionIssuerWithdrawn,
                "The time correction of \(day) is signed by a key that was not valid on that day.")
        }
        guard verified.body.product == productFile.body.product else {
            throw Refusal(
                .correctionOtherProduct,
                "The time correction is for the product '\(verified.body.product)', and this is "
                    + "'\(productFile.body.product)'.")
        }
        return verified
    }
}
