import Activation
import COSE
import Cryptography
import Refusals

extension ResponseCode {
    /// The document that the vendor signed, byte for byte, by the request that it answers.
    ///
    /// The terms are not believed: what comes out is read and verified like a document that came as a file.
    ///
    /// - Throws: `phone.wrong-code` if no license or correction has such terms, or no signature fits;
    ///   `license.issuer-unknown` if the product file has no issuing key with such an id.
    package func document(
        answering request: Verified<Request>, under productFile: Verified<ProductFile>,
        completion: SignatureCompletion
    ) throws(Refusal) -> AnyDocument {
        switch terms(answering: request.body.kind) {
        case nil:
            throw Refusal(
                .phoneWrongCode, "The code's first groups do not fit any answer to this request.")
        case .license(let terms):
            let body = License(
                product: request.body.product, issuedOn: terms.issuedOn, startsOn: nil,
                lastDay: terms.lastDay,
                request: RequestDigest(of: request.unverified), id: request.body.license, kind: terms.kind,
                binding: terms.binding, features: terms.features, seats: 1,
                maintenanceUntil: terms.maintenanceUntil)
            return .license(
                try completed(body, signer: terms.signer, productFile.body, completion))
        case .correction(let signer, let issuedAt):
            let body = TimeCorrection(
                product: request.body.product, issuedAt: issuedAt,
                request: RequestDigest(of: request.unverified))
            return .correction(
                try completed(body, signer: signer, productFile.body, completion))
        }
    }

    private func completed<Body: DocumentBody>(
        _ body: Body, signer: SpokenTerms.Signer, _ productFile: ProductFile,
        _ completion: SignatureCompletion
    ) throws(Refusal) -> Unverified<Body> {
        let keys = productFile.issuingKeys.filter { SpokenTerms.Signer($0.identifier) == signer }
        guard !keys.isEmpty else {
            throw Refusal(
                .licenseIssuerUnknown,
                "The code is signed by an issuing key that this machine's product file does not name.",
                remedy:
                    "Ask for groups 1 to 4 again. If they are right, ask the vendor for the newer product file, "
                    + "install it, and continue: what was typed is kept.")
        }
        for key in keys {
            let unsigned = try Unverified(
                body, keyIdentifier: key.identifier,
                signature: Signature(uncheckedBytes: [UInt8](repeating: 0, count: Signature.size)))
            let message = unsigned.object.signatureStructure()
            if let whole = completion.complete(signature, of: message, by: key.publicKey) {
                return try Unverified(body, keyIdentifier: key.identifier, signature: whole)
            }
        }
        throw Refusal(.phoneWrongCode)
    }
}
