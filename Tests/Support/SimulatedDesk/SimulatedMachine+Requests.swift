import Activation
import COSE
import Cryptography
import Fingerprint
import Simulation

extension SimulatedMachine {
    /// A request of this machine; its parts may be other than right.
    package func request(
        with file: Verified<ProductFile>, key: ActivationKey, forUser: Bool = false,
        product: ProductID? = nil,
        license: LicenseID? = nil, device: UInt8 = 7
    ) throws -> Verified<Request> {
        let device = try SimulatedVendor.signingKey(device)
        let product = product ?? file.body.product
        let found = components + (forUser ? [user] : [])
        var body = try Request(
            product: product, madeAt: now, nonce: .random(from: SystemRandom()),
            deviceKey: device.publicKey, provenBy: key,
            productFileVersion: file.body.version,
            fingerprint: try Fingerprint(of: found, salt: file.body.salt, environment: environment))
        if let license {
            body = Request(
                product: product, madeAt: body.madeAt, nonce: body.nonce, deviceKey: body.deviceKey,
                purpose: body.purpose, license: license,
                productFileVersion: body.productFileVersion, fingerprint: body.fingerprint)
        }
        return try Verified(signing: body, key: device, keyIdentifier: nil)
    }
}

extension SimulatedMachine {
    /// A request that a device key vouches for.
    package func vouchedRequest(
        with file: Verified<ProductFile>, for purpose: Request.Purpose, license: LicenseID,
        forUser: Bool = false, product: ProductID? = nil, device: UInt8 = 7
    ) throws -> Verified<Request> {
        let device = try SimulatedVendor.signingKey(device)
        let body = Request(
            product: product ?? file.body.product, madeAt: now, nonce: .random(from: SystemRandom()),
            deviceKey: device.publicKey, purpose: purpose, license: license,
            productFileVersion: file.body.version,
            fingerprint: try Fingerprint(
                of: components + (forUser ? [user] : []), salt: file.body.salt, environment: environment))
        return try Verified(signing: body, key: device, keyIdentifier: nil)
    }
}
