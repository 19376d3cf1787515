import Activation
import Cryptography

extension ResponseCode {
    /// What the first groups of digits say, before the last is there.
    package enum Preview: Hashable, Sendable {
        /// Too few to say anything.
        case nothing
        /// These terms, and nothing speaks against them.
        case terms(SpokenTerms)
        /// Terms that no answer has: one of ``ResponseCode/groupsOfTerms`` is wrong.
        case wrongTerms
        /// R that no signature has: one of ``ResponseCode/groupsOfR`` is wrong, those of the terms among them, for a
        /// slip changes all bits behind it.
        case wrongR
    }

    /// What the first groups say of the answer to such a request.
    package static func preview(first groups: [DigitGroup], answering kind: RequestKind) -> Preview {
        guard saysTerms(fromFirst: groups) else { return .nothing }
        guard let terms = terms(fromFirst: groups, answering: kind) else { return .wrongTerms }
        let isJudged = groups.count >= groupsOfR.count
        return isJudged && !isPlausible(first: groups) ? .wrongR : .terms(terms)
    }

    /// The terms, as soon as enough of the first groups of digits are there; nil before, and where they are those of
    /// no answer to such a request.
    package static func terms(fromFirst groups: [DigitGroup], answering kind: RequestKind) -> SpokenTerms? {
        guard var reader = beginning(groups, bits: SpokenTerms.width) else { return nil }
        return SpokenTerms(&reader, answering: kind)
    }

    /// Whether the groups so far say all of the terms, whatever follows. After four of them that is so but for one code
    /// in two thousand, after five always.
    package static func saysTerms(fromFirst groups: [DigitGroup]) -> Bool {
        beginning(groups, bits: SpokenTerms.width) != nil
    }

    /// Whether the groups so far could be the beginning of a code: of all wrong ones, 15 of 16 are told apart once R
    /// is whole. True as long as nothing can be said.
    package static func isPlausible(first groups: [DigitGroup]) -> Bool {
        guard var reader = beginning(groups, bits: SpokenTerms.width + 256) else { return true }
        _ = reader.number(width: SpokenTerms.width)
        let signature = TruncatedSignature(
            r: reader.bytes(32), high: [UInt8](repeating: 0, count: TruncatedSignature.highSize))
        return signature?.isPlausible ?? false
    }

    /// The first bits of the number, if they are the same whatever follows.
    private static func beginning(_ groups: [DigitGroup], bits count: Int) -> BitReader? {
        let direction = CodeDirection.response
        guard groups.count <= direction.groupCount else { return nil }
        let open = direction.groupCount - groups.count
        let ends = [0, DigitGroup.base - 1].map { filler in
            DecimalForm.field(
                of: groups.map(\.data) + [UInt32](repeating: filler, count: open),
                bitCount: direction.bitCount)
        }
        guard let first = ends[0]?.bits.prefix(count), let last = ends[1]?.bits.prefix(count), first == last
        else { return nil }
        return BitReader(BitField(bits: Array(first)))
    }
}
