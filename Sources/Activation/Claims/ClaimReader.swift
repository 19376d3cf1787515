import CBOR
import Refusals

/// Reads the labels of one map, each at most once, and refuses what is left.
///
/// A label that this program does not know may change the meaning of the whole; so it is refused, unless it is
/// negative in a map of ours: those are defined to be safe to ignore.
struct ClaimReader {
    private let map: CBORMap
    private let place: String
    private var seen: [Int64] = []

    /// - Parameter place: what the map is, in words, for the refusal: "the request".
    init(_ value: CBORValue, in place: String) throws(Refusal) {
        guard let map = value.asMap else { throw Self.malformed("\(place) is not a map") }
        self.map = map
        self.place = place
    }

    mutating func required<Value>(
        _ label: Int64, _ name: String, _ read: (CBORValue) -> Value?
    ) throws(Refusal) -> Value {
        guard let value = try optional(label, name, read) else {
            throw Self.malformed("\(place) lacks '\(name)'")
        }
        return value
    }

    mutating func optional<Value>(
        _ label: Int64, _ name: String, _ read: (CBORValue) -> Value?
    ) throws(Refusal) -> Value? {
        seen.append(label)
        guard let raw = map[.int(label)] else { return nil }
        guard let value = read(raw) else {
            throw Self.malformed("'\(name)' in \(place) is not what it must be")
        }
        return value
    }

    /// - Parameter ignoringNegative: whether labels below zero are safe to ignore here.
    func finish(ignoringNegative: Bool) throws(Refusal) {
        for entry in map.entries {
            guard let number = entry.key.asInt64 else { throw Refusal(.documentFromNewerVersion) }
            guard seen.contains(number) || (ignoringNegative && number < 0) else {
                throw Refusal(
                    .documentFromNewerVersion,
                    "\(place.prefix(1).uppercased())\(place.dropFirst()) has a part, \(number), that is not known to "
                        + "this program: it is damaged, or was made by a newer version."
                )
            }
        }
    }

    static func malformed(_ what: String) -> Refusal {
        Refusal(.documentMalformed, "The document is damaged or not well made: \(what).")
    }
}
