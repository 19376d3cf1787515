import Activation
import Cryptography
import Fingerprint
import Glibc
import Refusals

/// Makes the request of each machine, as a real one makes it.
struct RequestMaker: Sendable {
    let productFile: ProductFile
    let keys: [ActivationKey]
    let seed: String
    let components: Int
    let isReinstalled: Bool
    let asked: Asked
    let changed: Int
    /// How many machines each request names beside its own.
    let beside: Int
    let clockDays: Int

    /// The request of machine `number`, as a file.
    func request(_ number: Int) throws(Refusal) -> [UInt8] {
        do {
            let request = try signedRequest(number, keys[number % keys.count])
            return Armour(kind: .request, bytes: request.encoded).text
        } catch let refusal as Refusal {
            throw refusal
        } catch {
            throw Refusal(.internalInconsistency, "Machine \(number) could not make its request (\(error)).")
        }
    }

    private func signedRequest(
        _ number: Int, _ key: ActivationKey
    ) throws -> Verified<Request> {
        let machine = SimulatedMachine(number, seed: seed)
        let random = SystemRandom()
        let device = isReinstalled ? try SigningKey.generate(from: random) : try machine.deviceKey()
        let now = UnixTime(rawValue: Int64(time(nil)) + Int64(clockDays) * 86_400)
        var named = try machine.components(components, changed: changed)
        for other in 0..<beside {
            named += try SimulatedMachine(number + other + 1, seed: seed).components(components, changed: 0)
                .filter { $0.kind != .machineID }
        }
        let fingerprint = try Fingerprint(of: named, salt: productFile.salt)
        let body =
            if let purpose = asked.vouchedPurpose(now: now) {
                Request(
                    product: productFile.product, madeAt: now, nonce: .random(from: random),
                    deviceKey: device.publicKey, purpose: purpose, license: try key.licenseID(),
                    productFileVersion: productFile.version, fingerprint: fingerprint)
            } else {
                try Request(
                    product: productFile.product, madeAt: now, nonce: .random(from: random),
                    deviceKey: device.publicKey, provenBy: key, productFileVersion: productFile.version,
                    fingerprint: fingerprint)
            }
        return try Verified(signing: body, key: device, keyIdentifier: nil)
    }
}
