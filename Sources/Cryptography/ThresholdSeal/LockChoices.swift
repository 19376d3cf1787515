/// Which materials are tried in which locks of a seal, the likeliest choice first.
///
/// Labels are short, so a material can have a lock's label and yet be another, and several can have one label. A
/// choice uses each lock and each material once and no more locks than are needed. When it does not open the seal,
/// choices without one of its parts follow, then without two, up to a limit.
struct LockChoices: IteratorProtocol {
    /// A material in a lock, by their places in the lists.
    struct Part: Hashable {
        let entry: Int
        let candidate: Int
    }

    /// How many choices are made; without it, a hostile seal could keep a machine busy.
    static let limit = 64
    /// How many sets of excluded parts are looked at to find them.
    private static let searchLimit = 1024

    private let entries: [ThresholdSeal.Entry]
    private let neededUnits: Int
    private let parts: [Part]
    private let ambiguous: Set<Part>
    private var exclusions: [Set<Part>] = [[]]
    private var looked = 0
    private var seen: Set<[Part]> = []
    private var made = 0

    init(_ seal: ThresholdSeal, candidates: [ThresholdSeal.Candidate]) {
        let entries = seal.entries
        let byLabel = Dictionary(grouping: candidates.indices) { candidates[$0].label }
        var parts = entries.indices.flatMap { entry in
            byLabel[entries[entry].label, default: []].map { Part(entry: entry, candidate: $0) }
        }
        let count = Dictionary(grouping: parts) { entries[$0.entry].label }
        let ambiguous = Set(parts.filter { count[entries[$0.entry].label, default: []].count > 1 })
        func rank(_ part: Part) -> (Int, Int, Int, Int, Int) {
            let entry = entries[part.entry]
            return (
                ambiguous.contains(part) ? 1 : 0, entry.isStrong ? 0 : 1, -entry.units, part.entry,
                part.candidate
            )
        }
        parts.sort { rank($0) < rank($1) }
        self.entries = entries
        self.neededUnits = seal.neededUnits
        self.parts = Array(parts.prefix(Self.searchLimit))
        self.ambiguous = ambiguous
    }

    /// The next choice that has the units and a strong lock, or nil if there is none left.
    mutating func next() -> [Part]? {
        while looked < min(exclusions.count, Self.searchLimit), made < Self.limit {
            let excluded = exclusions[looked]
            looked += 1
            let choice = choose(without: excluded)
            guard seen.insert(choice).inserted else { continue }
            let opens = isEnough(units: units(of: choice), hasStrong: hasStrong(choice))
            // What falls short can only be mended where a label left something to choose.
            exclude(opens ? choice : choice.filter(ambiguous.contains), from: excluded)
            guard opens else { continue }
            made += 1
            return choice
        }
        return nil
    }

    /// What there is when everything is used, for the message that it is not enough.
    var present: (units: Int, hasStrong: Bool) {
        let all = choose(without: [], untilEnough: false)
        return (units(of: all), hasStrong(all))
    }

    /// Takes parts in their order until they are enough, if they ever are; parts that exclude one another are not
    /// taken together.
    private func choose(without excluded: Set<Part>, untilEnough: Bool = true) -> [Part] {
        var choice: [Part] = []
        var usedEntries: Set<Int> = []
        var usedCandidates: Set<Int> = []
        var units = 0
        var hasStrong = false
        for part in parts where !excluded.contains(part) {
            let entry = entries[part.entry]
            let isWanted = units < neededUnits || entry.isStrong && !hasStrong
            if untilEnough && !isWanted { continue }
            if usedEntries.contains(part.entry) || usedCandidates.contains(part.candidate) { continue }
            usedEntries.insert(part.entry)
            usedCandidates.insert(part.candidate)
            units += entry.units
            hasStrong = hasStrong || entry.isStrong
            choice.append(part)
        }
        return choice
    }

    private mutating func exclude(_ choice: [Part], from excluded: Set<Part>) {
        let inOrder = choice.filter(ambiguous.contains) + choice.filter { !ambiguous.contains($0) }
        exclusions += inOrder.map { excluded.union([$0]) }
    }

    private func isEnough(units: Int, hasStrong: Bool) -> Bool { units >= neededUnits && hasStrong }

    private func units(of choice: [Part]) -> Int { choice.reduce(0) { $0 + entries[$1.entry].units } }

    private func hasStrong(_ choice: [Part]) -> Bool { choice.contains { entries[$0.entry].isStrong } }
}
