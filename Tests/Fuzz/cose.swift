import CBOR
import COSE
import Cryptography

/// What must hold whatever the bytes: nothing traps, and an object that is read is written as it was.
func check(_ bytes: [UInt8]) {
    do throws(COSEError) {
        let object = try Sign1(decoding: bytes, limits: CBORLimits())
        require(object.encoded == bytes, "an object that is read encodes to the same bytes")
        require(object.protected.algorithm == .ed25519, "an object that is read has its algorithm protected")
        require(object.signature.bytes.count == 64, "a signature is 64 bytes")
        let structure = try? CBORDecoder.decode(object.signatureStructure())
        require(structure?.asArray?.count == 4, "what is signed is an array of four")
        require(
            structure?.asArray?[1].asBytes == object.protectedBytes, "and has the protected bytes as received"
        )
    } catch {
        require(
            (error.encoding != nil) == (error.rule == .wellFormed),
            "a rule of the encoding is named where it is broken")
    }
}
