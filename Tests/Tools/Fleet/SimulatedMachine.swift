import Cryptography
import Fingerprint

/// A machine that does not exist: its seed and its number decide what it has.
struct SimulatedMachine {
    /// As many as fit a request.
    static let maximumComponents = Fingerprint.maximumComponents

    /// In the order in which a machine gets them; the last ones are a second disk and a second card.
    private static let kinds: [ComponentKind] = [
        .machineID, .networkCard, .disk, .productUUID, .boardSerial, .productSerial, .chassisSerial,
        .deviceTreeSerial, .disk, .networkCard,
    ]

    private let fleet: [UInt8]
    private let number: Int

    /// - Parameter seed: names the fleet.
    init(_ number: Int, seed: String) {
        fleet = SHA256Digest(of: Array(seed.utf8)).bytes
        self.number = number
    }

    /// The first so many components, of which the last ones are other ones than they were.
    func components(_ count: Int, changed: Int) throws(CryptographyError) -> [Component] {
        var components: [Component] = []
        for (index, kind) in Self.kinds.prefix(count).enumerated() {
            let name = index < count - changed ? "component \(index)" : "new component \(index)"
            let value = Hexadecimal.encode(try derived(name).prefix(12))
            components.append(
                Component(kind: kind, value: Array(value.utf8), source: "simulated", revealed: value))
        }
        return components
    }

    /// Its device key, the same each time.
    func deviceKey() throws(CryptographyError) -> SigningKey {
        var seed = try derived("device key")
        return try SigningKey(seed: try SecretBytes(taking: &seed))
    }

    private func derived(_ what: String) throws(CryptographyError) -> [UInt8] {
        try KeyedHash.tag(of: Array("fleet machine \(number) \(what)".utf8), publicKey: fleet, size: 32)
    }
}
