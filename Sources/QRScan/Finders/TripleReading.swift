/// Reads the code that three finder patterns belong to.
enum TripleReading {
    /// The sighting: without a text, if there certainly is a code and it could not be read. Nil if there may be none.
    static func sighting(_ triple: FinderTriple, in picture: GreyPicture) -> Sighting? {
        guard let (field, place) = field(triple, in: picture) else { return nil }
        let there = triple.moved(place.forward)
        var unread: Sighting?
        for var fit in GridFit.fits(there, in: field) {
            fit.refine()
            // Codes that could be read had 0.6 and more, chance gives up to 0.5.
            guard fit.score > 0.45 else { continue }
            let found = text(fit)
            var sighting = Sighting(
                text: found?.text, corners: corners(fit).map(place.back), isCertain: found?.isCertain ?? true)
            sighting.isClear = isClear(triple, fit)
            if found != nil { return sighting }
            if unread == nil, sighting.isClear { unread = sighting }
        }
        return unread
    }

    /// Whether there is a code, be it read or not: the three look like finder patterns, and what is between and around
    /// them is where a code of the version has it.
    private static func isClear(_ triple: FinderTriple, _ fit: GridFit) -> Bool {
        // Smaller codes have little between the finder patterns, and no room for a text of ours.
        guard fit.layout.version > 2, triple.leastLikeness > FinderTriple.clear, fit.score > 0.6 else {
            return false
        }
        // Halftones reach 0.62 on what would be finder patterns, and sheets full of finder patterns 0.43 elsewhere.
        let scores = fit.partialScores()
        return scores.onFinders > 0.68 && scores.elsewhere > 0.45
    }

    /// The code's part of the picture, at about five pixels a module, and the ways to it and back.
    private static func field(
        _ triple: FinderTriple, in picture: GreyPicture
    ) -> (Field, (forward: (Point) -> Point, back: (Point) -> Point))? {
        let (a, b, c) = (triple.topLeft.place, triple.topRight.place, triple.bottomLeft.place)
        let corners = [a, b, c, b + c - a]
        let module = ((b - a).length + (c - a).length) / 2 / (triple.side - 7)
        let margin = max((b - a).length, (c - a).length) * 0.3 + 8 * module
        guard
            let left = corners.map(\.x).min(), let right = corners.map(\.x).max(),
            let top = corners.map(\.y).min(), let bottom = corners.map(\.y).max(),
            var part = picture.cropped(
                columns: Int(left - margin)...Int(right + margin),
                rows: Int(top - margin)...Int(bottom + margin))
        else { return nil }
        let origin = Point(x: Double(max(0, Int(left - margin))), y: Double(max(0, Int(top - margin))))
        var scale = 1.0
        while module * scale > 8 {
            part = part.halved()
            scale /= 2
        }
        let factor = scale
        return (
            Field(part, radius: max(8, Int(module * scale * 6))),
            ({ ($0 - origin) * factor }, { $0 * (1 / factor) + origin })
        )
    }

    private static func text(_ fit: GridFit) -> (text: String, isCertain: Bool)? {
        let equalizer = Equalizer(layout: fit.layout, samples: fit.halfModules())
        let fixed = fit.layout.fixed.enumerated().compactMap { module in
            module.element.map { (index: module.offset, isDark: $0) }
        }
        var known = fixed
        for round in 0..<4 {
            let reading = equalizer.modules(known: known, rounds: round == 0 ? 3 : 1).reading()
            if let content = reading.content {
                return (String(decoding: content, as: UTF8.self), reading.isCertain)
            }
            // The blocks that could be corrected teach what the others look like.
            guard fixed.count + reading.known.count > known.count else { return nil }
            known = fixed + reading.known
        }
        return nil
    }

    private static func corners(_ fit: GridFit) -> [Point] {
        let place = fit.map.prepared()
        let side = Float(fit.layout.side)
        return [(0, 0), (side, 0), (side, side), (0, side)].map { corner in
            let (x, y) = place(corner.0, corner.1)
            return Point(x: Double(x), y: Double(y))
        }
    }
}

extension FinderTriple {
    /// The same in another picture.
    fileprivate func moved(_ place: (Point) -> Point) -> FinderTriple {
        FinderTriple(
            self, topLeft: place(topLeft.place), topRight: place(topRight.place),
            bottomLeft: place(bottomLeft.place))
    }

    private init(_ other: FinderTriple, topLeft: Point, topRight: Point, bottomLeft: Point) {
        let factor =
            (topRight - topLeft).length / max(1e-6, (other.topRight.place - other.topLeft.place).length)
        func at(_ pattern: FinderPattern, _ place: Point) -> FinderPattern {
            var there = pattern.scaled(factor)
            there.place = place
            return there
        }
        self.init(
            placed: at(other.topLeft, topLeft), at(other.topRight, topRight),
            at(other.bottomLeft, bottomLeft),
            badness: other.badness)
    }
}
