import Activation
import Cryptography
import Fingerprint
import Refusals

extension DeviceKeyFile {
    /// Keeps a key: sealed to what a request says of the machine, with the same weights and the same threshold,
    /// where that is enough to tell it from others.
    init(
        keeping key: SigningKey, on machine: Machine, of productFile: ProductFile, random: some RandomSource
    ) throws(Refusal) {
        let locks = try machine.locks(under: productFile)
        let weights = ComponentWeights(of: locks.fingerprint)
        do {
            let seed = try key.seed()
            guard locks.fingerprint.isTelling else {
                self.init(publicKey: key.publicKey, protection: .unsealed(seed))
                return
            }
            let seal = try ThresholdSeal.seal(
                seed, locks: locks.locks,
                neededUnits: weights.needed(threshold: productFile.fingerprintPolicy.threshold),
                context: Self.context(key.publicKey, productFile.product), random: random)
            self.init(publicKey: key.publicKey, protection: .sealed(seal))
        } catch {
            throw Refusal(.internalInconsistency, "The device key could not be sealed (\(error)).")
        }
    }

    /// The key; nil if it is sealed to another machine.
    ///
    /// - Throws: `state.damaged` if it should open here and does not.
    func open(on machine: Machine, of productFile: ProductFile) throws(Refusal) -> SigningKey? {
        let seed: SecretBytes?
        switch protection {
        case .unsealed(let kept): seed = kept
        case .sealed(let seal):
            let candidates = try machine.candidates(under: productFile)
            do throws(CryptographyError) {
                seed = try seal.open(
                    with: candidates, context: Self.context(publicKey, productFile.product))
            } catch .notEnough {
                return nil
            } catch {
                // There is enough to open it with, so it is not what was written.
                throw Refusal(
                    .stateDamaged,
                    "The device key is damaged: it does not open with this machine's components.",
                    needing: .deviceKey)
            }
        }
        guard let seed, let key = try? SigningKey(seed: seed), key.publicKey == publicKey else { return nil }
        return key
    }

    /// Whether keeping the key anew would keep it otherwise: the machine has changed since, or a policy.
    func isOutdated(on machine: Machine, of productFile: ProductFile) throws(Refusal) -> Bool {
        let locks = try machine.locks(under: productFile)
        // A key that is sealed is never put back into clear.
        guard locks.fingerprint.isTelling else { return false }
        guard case .sealed(let seal) = protection else { return true }
        let weights = ComponentWeights(of: locks.fingerprint)
        return seal.neededUnits != weights.needed(threshold: productFile.fingerprintPolicy.threshold)
            || seal.entries.map(\.label).sorted(by: { $0.lexicographicallyPrecedes($1) })
                != locks.locks.map(\.candidate.label).sorted(by: { $0.lexicographicallyPrecedes($1) })
    }

    private static func context(_ publicKey: PublicKey, _ product: ProductID) -> [UInt8] {
        Array("countersign device key".utf8) + publicKey.bytes + Array(product.text.utf8)
    }
}

extension Machine {
    /// What a device key is sealed to: the components that a request tells of, each with its weight.
    fileprivate func locks(
        under productFile: ProductFile
    ) throws(Refusal) -> (fingerprint: Fingerprint, locks: [ThresholdSeal.Lock]) {
        let fingerprint = try requestFingerprint(under: productFile, includingUser: false)
        let weights = ComponentWeights(of: fingerprint).elements
        var locks: [ThresholdSeal.Lock] = []
        for component in try selection(under: productFile).leaving {
            let digest = try digest(of: component, salt: productFile.salt)
            guard
                let element = weights.first(where: {
                    $0.kind == component.kind.rawValue && $0.digest == digest
                })
            else { continue }
            locks.append(
                ThresholdSeal.Lock(
                    label: Self.label(component.kind, digest), material: component.value,
                    units: element.units, isStrong: element.isStrong))
        }
        return (fingerprint, locks)
    }

    /// All that a seal may open with.
    fileprivate func candidates(under productFile: ProductFile) throws(Refusal) -> [ThresholdSeal.Candidate] {
        var candidates: [ThresholdSeal.Candidate] = []
        for component in survey.components where productFile.fingerprintPolicy.reads(component.access) {
            let digest = try digest(of: component, salt: productFile.salt)
            candidates.append(
                ThresholdSeal.Candidate(
                    label: Self.label(component.kind, digest), material: component.value))
        }
        return candidates
    }

    private func digest(of component: Component, salt: FingerprintSalt) throws(Refusal) -> ComponentDigest {
        try digested { () throws(CryptographyError) in
            try ComponentDigest(of: component.value, kind: component.kind, salt: salt)
        }
    }

    /// The label is what the requests in the same folder show already: the kind and the 16 bits.
    private static func label(_ kind: ComponentKind, _ digest: ComponentDigest) -> [UInt8] {
        [kind.rawValue, UInt8(digest.rawValue >> 8), UInt8(digest.rawValue & 0xff)]
    }
}
