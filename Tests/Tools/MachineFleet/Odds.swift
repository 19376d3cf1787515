import Fingerprint

/// The chance, on paper, that a machine passes for another one whose digests have nothing to do with its own, except
/// for the kinds that they share by nature.
///
/// Of a kind with k bound digests and n components on the other machine, each of the n is one of 2^b values alike: to
/// the first order one of the k is hit with the chance k·n/2^b. What is hit counts its units, and the chances of all
/// sums that reach the threshold, with a strong component among them, are added up.
package struct Odds: Sendable {
    /// The kinds of one fingerprint, and what may be hit.
    package struct Part: Hashable, Sendable {
        /// Units that each of the bound digests counts.
        package let units: Int
        /// Whether it can make a match.
        package let isStrong: Bool
        /// How many are bound.
        package let bound: Int
        /// How many the other machine has, if they are random.
        package let others: Int
        /// How many are the same for sure, if they are not random.
        package let shared: Int?

        /// A kind of component.
        package init(units: Int, isStrong: Bool, bound: Int, others: Int, shared: Int? = nil) {
            self.units = units
            self.isStrong = isStrong
            self.bound = bound
            self.others = others
            self.shared = shared
        }
    }

    private struct Sum: Hashable {
        var units: Int
        var isStrong: Bool
    }

    /// The chance of a match, for digests of so many bits and a threshold in percent.
    package static func ofMatch(_ parts: [Part], bits: Int, threshold: Int) -> Double {
        let total = parts.reduce(0) { $0 + $1.units * $1.bound }
        var sums = [Sum(units: 0, isStrong: false): 1.0]
        for part in parts {
            var next: [Sum: Double] = [:]
            for hits in 0...part.bound {
                let chance = ofHits(hits, part, bits: bits)
                guard chance > 0 else { continue }
                for (sum, before) in sums {
                    let new = Sum(
                        units: sum.units + hits * part.units,
                        isStrong: sum.isStrong || (hits > 0 && part.isStrong))
                    next[new, default: 0] += before * chance
                }
            }
            sums = next
        }
        return sums.filter { $0.key.isStrong && $0.key.units * 100 >= threshold * total }.values.sorted()
            .reduce(0, +)
    }

    /// One component after the other: with j of k hit, the next one hits another with the chance (k - j) / 2^b.
    private static func ofHits(_ hits: Int, _ part: Part, bits: Int) -> Double {
        if let shared = part.shared { return shared == hits ? 1 : 0 }
        let values = Double(1 << bits)
        var chances = [1.0] + [Double](repeating: 0, count: part.bound)
        for _ in 0..<part.others {
            for hits in stride(from: part.bound, through: 0, by: -1) {
                let stays = chances[hits] * (1 - Double(part.bound - hits) / values)
                let comes = hits == 0 ? 0 : chances[hits - 1] * Double(part.bound - hits + 1) / values
                chances[hits] = stays + comes
            }
        }
        return chances[hits]
    }
}

extension Odds {
    /// The parts of a bound fingerprint against a machine with so many components of each kind; of the kinds in
    /// `alike` it is known which of the other's digests are the same.
    package static func parts(
        bound: Fingerprint, current: Fingerprint, components: [UInt8: Int], alike: Set<UInt8>
    ) -> [Part] {
        let elements = ComponentWeights(of: bound).elements
        let kinds = elements.map(\.kind).reduce(into: [UInt8]()) { if $0.last != $1 { $0.append($1) } }
        return kinds.compactMap { kind in
            let ofKind = elements.filter { $0.kind == kind }
            guard let first = ofKind.first else { return nil }
            let now = current.entries.first { $0.kind == kind }?.digests ?? []
            return Part(
                units: first.units, isStrong: first.isStrong, bound: ofKind.count,
                others: components[kind] ?? 0,
                shared: alike.contains(kind) ? ofKind.count { now.contains($0.digest) } : nil)
        }
    }
}
