import Glibc

/// One of the three squares in the corners of a code.
struct FinderPattern: Hashable, Sendable {
    /// Its middle.
    var place: Point
    /// The sides of a module along the rows and the columns of the picture, in pixels.
    var across: Double
    var down: Double
    /// How often it was seen.
    var sightings: Int
    /// How it is turned, in radians from 0 to a quarter of a circle.
    var angle = 0.0
    /// How much what is there looks like one, up to about 1.
    var likeness: Float = 0

    /// Of a module, whatever the direction.
    var module: Double { (across * down).squareRoot() }

    /// The same in a picture of so many times the pixels along each side.
    func scaled(_ factor: Double) -> FinderPattern {
        var other = self
        other.place = place * factor
        other.across *= factor
        other.down *= factor
        return other
    }

    /// The same, turned, sized and placed as it fits best what is seen.
    func fitted(_ sample: Field.Sampler) -> FinderPattern {
        var best = self
        best.likeness = -.infinity
        for scale in [0.7, 0.8, 0.9, 1, 1.12] {
            for step in 0..<8 {
                var trial = self
                trial.across *= scale
                trial.down *= scale
                trial.angle = Double(step) * .pi / 16
                trial.likeness = trial.agreement(sample)
                if trial.likeness > best.likeness { best = trial }
            }
        }
        return best
    }

    /// Moves and turns it a little, as long as it fits better.
    func polished(_ sample: Field.Sampler) -> FinderPattern {
        var best = self
        var step = 0.4
        while step > 0.05 {
            let before = best.likeness
            for (x, y, turn, grow) in [
                (1.0, 0.0, 0.0, 0.0), (-1, 0, 0, 0), (0, 1, 0, 0), (0, -1, 0, 0), (0, 0, 1, 0), (0, 0, -1, 0),
                (0, 0, 0, 1), (0, 0, 0, -1),
            ] {
                var trial = best
                trial.place = trial.place + Point(x: x * step * across, y: y * step * down)
                trial.angle += turn * step * 0.25
                trial.across *= 1 + grow * step * 0.2
                trial.down *= 1 + grow * step * 0.2
                trial.likeness = trial.agreement(sample)
                if trial.likeness > best.likeness { best = trial }
            }
            if best.likeness == before { step /= 2 }
        }
        return best
    }

    /// The mean of what is seen where dark should be, less where light should be, with the light ring around it.
    private func agreement(_ sample: Field.Sampler) -> Float {
        let (cosine, sine) = (Float(cos(angle)), Float(sin(angle)))
        let (x, y) = (Float(place.x), Float(place.y))
        let (wide, high) = (Float(across), Float(down))
        var sum: Float = 0
        for row in -4...4 {
            for column in -4...4 {
                let (i, j) = (Float(column), Float(row))
                let ring = max(abs(row), abs(column))
                let seen = sample(x + wide * (cosine * i - sine * j), y + high * (sine * i + cosine * j))
                sum += ring == 2 || ring == 4 ? -seen : seen
            }
        }
        return sum / 81
    }
}
