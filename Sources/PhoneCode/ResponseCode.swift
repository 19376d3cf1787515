import Activation
import COSE
import Cryptography
import Refusals

/// A license or a time correction as it is told by telephone: 528 bits.
///
/// ```
/// terms 52 | R 256 | S without its low 32 bits 220
/// ```
///
/// What is left out the machine finds again (Pornin, "Truncated EdDSA/ECDSA Signatures", ePrint 2022/938).
package struct ResponseCode: Hashable, Sendable {
    /// Which groups of digits hold the terms, at least in part: the first four.
    package static let groupsOfTerms = 1...4
    /// Which groups of digits say the terms and R, so that R can be judged: the first twenty. The nineteenth is the last
    /// that holds a bit of R; in some codes that bit is certain only once the twentieth is there.
    package static let groupsOfR = 1...20

    /// The signature without 32 bits of S.
    package let signature: TruncatedSignature
    /// 52 bits.
    private let terms: BitField

    /// The code of a license that the vendor signed.
    ///
    /// - Throws: `phone.not-speakable`, with what in it cannot be told.
    package init(of license: Unverified<License>) throws(Refusal) {
        let terms = try SpokenTerms(
            of: license.unverifiedBody, signedBy: Self.identifier(of: license.object))
        try self.init(terms, license.object.signature)
    }

    /// The code of a time correction that the vendor signed.
    ///
    /// - Throws: `phone.not-speakable`.
    package init(of correction: Unverified<TimeCorrection>) throws(Refusal) {
        let signer = SpokenTerms.Signer(try Self.identifier(of: correction.object))
        try self.init(
            .correction(signer: signer, issuedAt: correction.unverifiedBody.issuedAt),
            correction.object.signature)
    }

    private init(_ terms: SpokenTerms, _ signature: Signature) throws(Refusal) {
        guard let field = terms.field, let truncated = TruncatedSignature(signature) else {
            throw Refusal(.phoneNotSpeakable)
        }
        self.terms = field
        self.signature = truncated
    }

    private static func identifier(of object: Sign1) throws(Refusal) -> KeyIdentifier {
        guard let bytes = object.protected.keyIdentifier, let identifier = try? KeyIdentifier(bytes) else {
            throw Refusal(.internalInconsistency, "A document without a key id was signed.")
        }
        return identifier
    }

    /// What a code says, if it is one of a response.
    ///
    /// - Throws: `internal.inconsistency` for a request code.
    package init(_ code: SpokenCode) throws(Refusal) {
        var reader = BitReader(code.field)
        var terms = BitField()
        terms.append(reader.number(width: SpokenTerms.width), width: SpokenTerms.width)
        let r = reader.bytes(32)
        // From the most significant bit, as all numbers here; the signature has its bytes the other way round.
        let high = [UInt8(reader.number(width: 4))] + reader.bytes(27)
        guard code.direction == .response,
            let signature = TruncatedSignature(r: r, high: Array(high.reversed()))
        else { throw Refusal(.internalInconsistency, "A request code was taken for a response code.") }
        self.terms = terms
        self.signature = signature
    }

    /// The code in bits.
    package var spoken: SpokenCode {
        var field = terms
        field.append(signature.r)
        let high = Array(signature.high.reversed())
        field.append(UInt64(high.first ?? 0), width: 4)
        field.append(Array(high.dropFirst()))
        return SpokenCode(direction: .response, field: field)
    }

    /// The terms, as those of what answers such a request; nil if no answer has such.
    package func terms(answering kind: RequestKind) -> SpokenTerms? {
        var reader = BitReader(terms)
        return SpokenTerms(&reader, answering: kind)
    }
}
