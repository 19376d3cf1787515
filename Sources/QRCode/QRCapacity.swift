/// How much the versions of a code hold, by the tables of ISO/IEC 18004, section 7.4.
package enum QRCapacity {
    /// The most characters of the alphanumeric mode that a code of this version holds, with the least error
    /// correction; 0 for a version outside 1 to 40.
    package static func characters(version: Int) -> Int {
        alphanumeric.indices.contains(version - 1) ? alphanumeric[version - 1] : 0
    }

    /// The smallest version that holds this many characters of the alphanumeric mode; nil if none does.
    package static func version(characters: Int) -> Int? {
        alphanumeric.firstIndex { $0 >= characters }.map { $0 + 1 }
    }

    /// Whether the alphanumeric mode has the character: digits, capitals and ` $%*+-./:`.
    static func isAlphanumeric(_ character: UInt8) -> Bool {
        switch character {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        default: others.contains(character)
        }
    }

    private static let others = Array(" $%*+-./:".utf8)

    private static let alphanumeric = [
        25, 47, 77, 114, 154, 195, 224, 279, 335, 395, 468, 535, 619, 667, 758, 854, 938, 1046, 1153, 1249,
        1352,
        1460, 1588, 1704, 1853, 1990, 2132, 2223, 2369, 2520, 2677, 2840, 3009, 3183, 3351, 3537, 3729, 3927,
        4087,
        4296,
    ]
}
