/// Texts of the form that requests and licenses have in codes.
package enum SampleTexts {
    /// The most capitals and digits in a code of each version with the least error correction, from version
    /// 10 on (ISO/IEC 18004, table 7).
    private static let capacities = [395, 468, 535, 619, 667, 758, 854, 938, 1046]

    /// A text that fills a code of a version from `versions`, within 11 to 18.
    package static func text(versions: ClosedRange<Int>, seed: UInt64) -> String {
        var random = SeededRandom(seed: seed ^ 0x5EED)
        let version = min(max(Int.random(in: versions, using: &random), 11), 18)
        let length = Int.random(in: capacities[version - 11] + 1...capacities[version - 10], using: &random)
        let head = "COUNTERSIGN:R/"
        let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
        return head + String((head.count..<length).map { _ in alphabet[Int(random.next() & 31)] })
    }
}
