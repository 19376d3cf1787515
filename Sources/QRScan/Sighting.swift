/// A code that an engine saw.
struct Sighting: Sendable {
    /// What it says; nil for a code that was seen and could not be read.
    let text: String?
    /// Its four corners in the order of the circumference.
    let corners: [Point]
    /// Whether it can be believed without a checksum of its own.
    var isCertain = true
    /// Whether there certainly is a code, whatever it says.
    var isClear = false

    init(text: String?, corners: [Point], isCertain: Bool = true) {
        self.isCertain = isCertain
        self.text = text
        self.corners = corners
    }

    /// As the C libraries report it: no bytes for an unreadable one, eight numbers for the corners.
    init(bytes: UnsafePointer<UInt8>?, count: Int, corners: UnsafePointer<Int32>?) {
        text =
            count > 0
            ? bytes.map { String(decoding: UnsafeBufferPointer(start: $0, count: count), as: UTF8.self) }
            : nil
        self.corners =
            corners.map { numbers in
                (0..<4).map { Point(x: Double(numbers[2 * $0]), y: Double(numbers[2 * $0 + 1])) }
            } ?? []
    }

    /// The same in another picture, of which this one was made by `place`.
    func moved(_ place: (Point) -> Point) -> Sighting {
        var other = Sighting(text: text, corners: corners.map(place), isCertain: isCertain)
        other.isClear = isClear
        return other
    }

    /// The point amid the corners.
    var middle: Point { corners.reduce(Point(x: 0, y: 0), +) * (1 / Double(max(1, corners.count))) }

    /// Whether the two are of one code: the middle of one lies in the other.
    func isSameCode(as other: Sighting) -> Bool { covers(other.middle) || other.covers(middle) }

    /// Whether the place lies within the corners.
    func covers(_ place: Point) -> Bool {
        guard corners.count == 4 else { return false }
        let sides = (0..<4).map { (corners[($0 + 1) % 4] - corners[$0]).cross(place - corners[$0]) }
        return sides.allSatisfy { $0 >= 0 } || sides.allSatisfy { $0 <= 0 }
    }
}
