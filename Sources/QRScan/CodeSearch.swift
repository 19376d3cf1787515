/// The search for the codes of one picture: a ladder of attempts, the cheap ones first.
///
/// What each rung gives is measured in `docs/pictures.md`.
struct CodeSearch {
    private let limits: PictureLimits
    private let wanted: (String) -> Bool
    private var attempts = 0
    private var wantedTexts: [String] = []
    private var otherTexts: [String] = []
    private var sightings: [Sighting] = []
    /// Where other people's codes were read.
    private var otherSightings: [Sighting] = []
    /// Codes that are there and were not read when they were tried. Another attempt may have read them.
    private var unread: [Sighting] = []
    /// Whether the time or the attempts were used up before all was tried.
    private var isStopped = false
    /// Where clear finder patterns were beyond those that are looked at together.
    private var surplus: [Point] = []
    /// What looks like the corners of a code, and was not tried.
    private var untried: [FinderTriple] = []
    /// The picture, then each half as large along its sides as the one before.
    private let levels: [GreyPicture]

    /// The first level that is not larger than what engines are given first.
    private var base: Int { levels.firstIndex { $0.pixels.count <= Self.usualPixels } ?? levels.count - 1 }

    private static let usualPixels = 3_200_000
    /// The most codes that are tried in vain at a level, of those that are certainly there.
    private static let mostClear = 8
    /// The most triples that are tried in vain at a level, of those that look like codes.
    private static let mostFailures = 12
    private static let mostPixels = 16_000_000

    private init(_ picture: GreyPicture, limits: PictureLimits, wanted: @escaping (String) -> Bool) {
        self.limits = limits
        self.wanted = wanted
        var levels = [picture]
        while let last = levels.last, min(last.width, last.height) > 400 { levels.append(last.halved()) }
        self.levels = levels
    }

    /// The distinct texts in a picture, first those that are wanted.
    static func codes(
        in picture: GreyPicture, limits: PictureLimits, wanted: (String) -> Bool
    ) -> [FoundCode] {
        found(in: picture, limits: limits, wanted: wanted).codes
    }

    /// The same, and the codes that could not be read.
    static func found(
        in picture: GreyPicture, limits: PictureLimits, wanted: (String) -> Bool
    ) -> FoundCodes {
        withoutActuallyEscaping(wanted) { wanted in
            var search = CodeSearch(picture, limits: limits, wanted: wanted)
            search.run()
            if search.wantedTexts.isEmpty {
                // Light on dark: rare, and every rung would be twice as dear.
                var inverted = CodeSearch(picture.inverted(), limits: limits, wanted: wanted)
                inverted.attempts = search.attempts
                inverted.runInverted()
                search.wantedTexts = inverted.wantedTexts
                search.otherTexts += inverted.otherTexts.filter { !search.otherTexts.contains($0) }
                search.sightings += inverted.sightings
                search.otherSightings += inverted.otherSightings
                search.unread += inverted.unread
                search.untried += inverted.untried
                search.surplus += inverted.surplus
                search.isStopped = search.isStopped || inverted.isStopped
            }
            return FoundCodes(
                codes: (search.wantedTexts + search.otherTexts).map { FoundCode(text: $0) },
                unread: search.unreadCodes, isCutShort: search.isCutShort)
        }
    }

    private var isCutShort: Bool {
        let known = sightings + otherSightings + unread
        // Where nothing was read, every rung was tried: what looks like a code there is none.
        return isStopped
            || !(wantedTexts + otherTexts).isEmpty
                && (untried.contains { triple in !known.contains { triple.isWithin($0) } }
                    || surplus.filter { place in !known.contains { $0.covers(place) } }.count > 2)
    }

    /// The codes that no attempt could read, each once.
    private var unreadCodes: [UnreadCode] {
        var distinct: [Sighting] = []
        for sighting in unread where distinct.count < FoundCodes.mostUnread {
            let known = sightings + otherSightings + distinct
            if !known.contains(where: { $0.isSameCode(as: sighting) }) { distinct.append(sighting) }
        }
        return distinct.map {
            let middle = $0.middle
            return UnreadCode(x: middle.x / Double(levels[0].width), y: middle.y / Double(levels[0].height))
        }
    }

    private mutating func run() {
        let usual = Array(base..<levels.count)
        attempt(.zxing, base)
        // Also after a success: a page may have several codes, of which some are harder.
        for level in usual { readTriples(at: level, byRings: false) }
        for level in usual where wantedTexts.isEmpty { readTriples(at: level, byRings: true) }
        guard wantedTexts.isEmpty else { return }
        attempt(.zbar, base)
        guard wantedTexts.isEmpty else { return }
        for level in (0..<base).reversed() where wantedTexts.isEmpty {
            attempt(.zxing, level)
            // Of the largest the sums alone would need more memory than a reader has.
            guard levels[level].pixels.count <= Self.mostPixels else { continue }
            readTriples(at: level, byRings: false)
        }
    }

    private mutating func runInverted() {
        attempt(.zxing, base)
        for level in base..<levels.count where wantedTexts.isEmpty { readTriples(at: level, byRings: false) }
    }

    /// Counts an attempt, if there is one left.
    private mutating func mayGoOn() -> Bool {
        guard attempts < limits.attempts, !limits.isOver() else {
            isStopped = true
            return false
        }
        attempts += 1
        return true
    }

    private func isUnread(_ triple: FinderTriple) -> Bool { unread.contains { triple.isWithin($0) } }

    private mutating func attempt(_ engine: Engine, _ level: Int) {
        guard mayGoOn() else { return }
        let scale = Double(1 << level)
        for sighting in engine.codes(in: levels[level]) { add(sighting.moved { $0 * scale }) }
    }

    private mutating func add(_ sighting: Sighting) {
        guard let text = sighting.text else {
            if sighting.isClear { unread.append(sighting) }
            return
        }
        if wantedTexts.contains(text) {
            sightings.append(sighting)
        } else if wanted(text) {
            sightings.append(sighting)
            wantedTexts.append(text)
        } else if sighting.isCertain {
            otherSightings.append(sighting)
            if !otherTexts.contains(text) { otherTexts.append(text) }
        } else if sighting.isClear {
            // Codewords had to be left out, and the text's own checksum does not fit: a misreading.
            unread.append(sighting)
        }
    }

    /// Reads what three finder patterns belong to, unless it was read before.
    private mutating func readTriples(at level: Int, byRings: Bool) {
        guard mayGoOn() else { return }
        let scale = Double(1 << level)
        let radius = 24
        let field = Field(levels[level], radius: radius)
        let patterns =
            byRings
            ? RingSearch.patterns(in: field, modules: [2.4, 3, 3.7, 4.6], most: 40, isOver: limits.isOver)
            : FinderSearch.patterns(in: levels[level], radius: radius, isOver: limits.isOver)
        // Those of codes that were read would only be in the way.
        let free = patterns.filter { pattern in !sightings.contains { $0.covers(pattern.place * scale) } }
        let (triples, rest) = FinderTriple.triples(of: free, in: field, most: 40)
        surplus += rest.map { $0.place * scale }
        if limits.isOver() { isStopped = true }
        // First what no code is known of.
        let scaled = triples.map { $0.scaled(scale) }
        let ordered = scaled.filter { !isUnread($0) } + scaled.filter(isUnread)
        var failures = 0
        // Found at this level and not read: what else has a finder pattern in common with them is no code.
        var clear: [Sighting] = []
        for (place, triple) in ordered.enumerated() {
            guard failures < Self.mostFailures, clear.count < Self.mostClear else {
                untried += ordered[place...].filter(\.looksLikeCode)
                return
            }
            // What is left beside a code that was read is seldom another one, unless it looks like one.
            guard failures < (wantedTexts.isEmpty ? 4 : 2) || triple.looksLikeCode else { continue }
            if (sightings + clear).contains(where: { triple.isWithin($0) }) { continue }
            guard mayGoOn() else { return }
            let sighting = TripleReading.sighting(triple, in: levels[0])
            if let sighting { add(sighting) }
            guard sighting?.text == nil else { continue }
            if let sighting { clear.append(sighting) } else { failures += 1 }
        }
    }
}
