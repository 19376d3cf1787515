import Activation
import CBOR
import Cryptography
import Refusals

/// The clock's record at rest: `[bstr .cbor record, bstr .size 32]`, deterministic CBOR (RFC 8949 section 4.2.1),
/// the second a BLAKE2b-256 (RFC 7693) over the product's id and the first, keyed with a key that is derived
/// from the device key. So a record from another device or of another product, and one that was edited, is
/// known for what it is; an older one of the same device is not.
package enum ClockRecordFile {
    /// The largest file, in bytes: twice what the fullest record takes.
    package static let maximumSize = 4_096
    private static let label = "countersign clock record"
    private static let tagSize = 32

    /// The key of the records of a device, 32 bytes, from its device key.
    ///
    /// - Throws: `internal.inconsistency` where locked memory cannot be had.
    package static func key(of device: SigningKey) throws(Refusal) -> SecretBytes {
        do {
            return try device.seed().derived(label)
        } catch {
            throw inconsistent(error)
        }
    }

    /// The file of a record.
    ///
    /// - Throws: `internal.inconsistency` if the key is not one by ``key(of:)``.
    package static func encode(
        _ record: ClockRecord, product: ProductID, key: SecretBytes
    ) throws(Refusal) -> [UInt8] {
        let content = CBOREncoder.encode(ClockRecordCoding.value(of: record))
        return CBOREncoder.encode([.bytes(content), .bytes(try tag(of: content, product, key))])
    }

    /// The record in a file.
    ///
    /// - Throws: `state.damaged`, whatever is wrong with the bytes.
    package static func decode(
        _ bytes: [UInt8], product: ProductID, key: SecretBytes
    ) throws(Refusal) -> ClockRecord {
        guard let parts = value(of: bytes)?.asArray, parts.count == 2, let content = parts[0].asBytes,
            let found = parts[1].asBytes
        else { throw damaged("it is cut short or overwritten") }
        guard KeyedHash.areEqual(found, try tag(of: content, product, key)) else {
            throw damaged("it was changed, or is another device's or product's")
        }
        guard let record = value(of: content).flatMap({ ClockRecordCoding.record(of: $0) }) else {
            throw damaged("it was written by a newer program")
        }
        return record
    }

    private static func value(of bytes: [UInt8]) -> CBORValue? {
        try? CBORDecoder.decode(bytes, limits: CBORLimits(size: maximumSize, depth: 4))
    }

    private static func tag(
        of content: [UInt8], _ product: ProductID, _ key: SecretBytes
    ) throws(Refusal) -> [UInt8] {
        let message = CBOREncoder.encode([.text(label), .text(product.text), .bytes(content)])
        do {
            return try KeyedHash.tag(of: message, key: key, size: tagSize)
        } catch {
            throw inconsistent(error)
        }
    }

    private static func damaged(_ why: String) -> Refusal {
        Refusal(.stateDamaged, "The clock's record is damaged: \(why).")
    }

    private static func inconsistent(_ error: CryptographyError) -> Refusal {
        Refusal(.internalInconsistency, "The clock's record could not be authenticated (\(error)).")
    }
}
