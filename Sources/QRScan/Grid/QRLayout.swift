/// Where everything is in a QR code of a version (ISO/IEC 18004, section 6.3).
struct QRLayout: Sendable {
    /// 1 to 40.
    let version: Int
    /// Modules along one side.
    let side: Int
    /// The colours that every code of this version has, by row and column; nil where they depend on the text,
    /// the mask or the level of error correction.
    private(set) var fixed: [Bool?]
    /// Whether a module belongs to a pattern, the format or the version, not to the codewords.
    private(set) var isFunction: [Bool]

    init?(version: Int) {
        guard (1...40).contains(version) else { return nil }
        self.version = version
        side = 17 + 4 * version
        fixed = Array(repeating: nil, count: side * side)
        isFunction = Array(repeating: false, count: side * side)
        drawTiming()
        for (column, row) in [(3, 3), (side - 4, 3), (3, side - 4)] { drawFinder(column, row) }
        drawAlignment()
        reserveFormat()
        drawVersion()
    }

    /// The columns and rows of the middles of alignment patterns (annex E).
    var alignment: [Int] {
        guard version > 1 else { return [] }
        let count = version / 7 + 2
        let step = version == 32 ? 26 : (version * 4 + count * 2 + 1) / (count * 2 - 2) * 2
        return [6] + (0..<count - 1).reversed().map { side - 7 - $0 * step }
    }

    /// The places of the two copies of the fifteen bits of format, lowest bit first (section 7.9.1).
    var formatPlaces: [[(column: Int, row: Int)]] {
        let corner =
            (0..<6).map { (8, $0) } + [(8, 7), (8, 8), (7, 8)] + (9..<15).map { (14 - $0, 8) }
        let edges = (0..<8).map { (side - 1 - $0, 8) } + (8..<15).map { (8, side - 15 + $0) }
        return [corner, edges]
    }

    /// The places of all codewords' bits, highest bit first, in the order of section 7.7.3.
    var dataPlaces: [Int] {
        var places: [Int] = []
        var right = side - 1
        while right >= 1 {
            if right == 6 { right = 5 }
            let isUpward = (right + 1) & 2 == 0
            for step in 0..<side {
                let row = isUpward ? side - 1 - step : step
                for column in [right, right - 1] where !isFunction[row * side + column] {
                    places.append(row * side + column)
                }
            }
            right -= 2
        }
        return places
    }

    /// Whether a mask changes the module (section 7.8.2).
    static func masks(_ mask: Int, column x: Int, row y: Int) -> Bool {
        switch mask {
        case 0: (x + y) % 2 == 0
        case 1: y % 2 == 0
        case 2: x % 3 == 0
        case 3: (x + y) % 3 == 0
        case 4: (x / 3 + y / 2) % 2 == 0
        case 5: x * y % 2 + x * y % 3 == 0
        case 6: (x * y % 2 + x * y % 3) % 2 == 0
        default: ((x + y) % 2 + x * y % 3) % 2 == 0
        }
    }

    private mutating func set(_ column: Int, _ row: Int, _ dark: Bool?) {
        guard column >= 0, row >= 0, column < side, row < side else { return }
        fixed[row * side + column] = dark
        isFunction[row * side + column] = true
    }

    private mutating func drawTiming() {
        for place in 0..<side {
            set(6, place, place % 2 == 0)
            set(place, 6, place % 2 == 0)
        }
    }

    /// With the separator around it.
    private mutating func drawFinder(_ column: Int, _ row: Int) {
        for down in -4...4 {
            for across in -4...4 {
                let ring = max(abs(down), abs(across))
                set(column + across, row + down, ring != 2 && ring != 4)
            }
        }
    }

    private mutating func drawAlignment() {
        let last = alignment.count - 1
        for (i, column) in alignment.enumerated() {
            for (j, row) in alignment.enumerated() {
                if (i == 0 && j == 0) || (i == 0 && j == last) || (i == last && j == 0) { continue }
                for down in -2...2 {
                    for across in -2...2 {
                        set(column + across, row + down, max(abs(down), abs(across)) != 1)
                    }
                }
            }
        }
    }

    private mutating func reserveFormat() {
        for place in formatPlaces.joined() { set(place.column, place.row, nil) }
        set(8, side - 8, true)
    }

    private mutating func drawVersion() {
        guard version >= 7 else { return }
        var remainder = version
        for _ in 0..<12 { remainder = (remainder << 1) ^ ((remainder >> 11) * 0x1F25) }
        let bits = version << 12 | remainder
        for bit in 0..<18 {
            let dark = (bits >> bit) & 1 == 1
            let (far, near) = (side - 11 + bit % 3, bit / 3)
            set(far, near, dark)
            set(near, far, dark)
        }
    }
}
