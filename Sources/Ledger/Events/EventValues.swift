import CBOR
import Cryptography

/// A value that stands beside an event, with its salt, until it is erased.
struct ErasableValue: Hashable, Sendable {
    /// 16 random bytes.
    let salt: [UInt8]
    let value: LedgerValue

    /// What the event has in its place.
    var hash: [UInt8] {
        var writer = CBORWriter(capacity: 64)
        value.write(to: &writer)
        return SHA256Digest(of: salt + writer.bytes).bytes
    }
}

/// What stands beside an event: one place for each of its hashes, empty where the value was erased.
struct EventValues: Hashable, Sendable {
    var places: [ErasableValue?]

    /// The encoding; nil where there is nothing.
    var encoded: [UInt8]? {
        guard !places.isEmpty else { return nil }
        var writer = CBORWriter(capacity: 128)
        writer.array(places.count)
        for place in places {
            guard let place else {
                writer.null()
                continue
            }
            writer.array(2)
            writer.bytes(place.salt)
            place.value.write(to: &writer)
        }
        return writer.bytes
    }

    init(_ places: [ErasableValue?]) { self.places = places }

    /// Reads what stands beside an event.
    ///
    /// - Returns: nil if it is not well-formed.
    init?(encoded: [UInt8]?) {
        guard let encoded else {
            self.init([])
            return
        }
        guard
            let elements = try? CBORDecoder.decode(
                encoded,
                limits: CBORLimits(size: LedgerEvent.maximumSize, depth: 4, items: LedgerEvent.maximumItems)
            ).asArray, !elements.isEmpty
        else { return nil }
        var places: [ErasableValue?] = []
        for element in elements {
            if case .null = element {
                places.append(nil)
            } else if let parts = element.asArray, parts.count == 2, let salt = parts[0].asBytes,
                salt.count == LedgerEvent.saltSize, let value = LedgerValue(parts[1])
            {
                places.append(ErasableValue(salt: salt, value: value))
            } else {
                return nil
            }
        }
        self.init(places)
    }

    /// Whether each value that was not erased is the one that the event has the hash of.
    func fit(_ event: LedgerEvent) -> Bool {
        let hashes = event.erasableHashes
        guard hashes.count == places.count else { return false }
        return zip(places, hashes).allSatisfy { place, hash in place == nil || place?.hash == hash }
    }
}
