import Refusals
import TextForm

/// Collects the parts of documents that travel in several codes, from all pictures of a command.
struct SeriesPool<Place: Sendable>: Sendable {
    private var texts: [ScannedText.SeriesName: [String]] = [:]
    /// The series and the first place where each was found, in that order.
    private var found: [(name: ScannedText.SeriesName, place: Place)] = []

    /// Takes in what is a part; all else is left out.
    mutating func add(_ codes: [ScannedText], from place: Place) {
        for code in codes {
            guard let name = code.series else { continue }
            if texts[name] == nil { found.append((name, place)) }
            texts[name, default: []].append(code.text)
        }
    }

    /// What was collected of each series: its texts, one a line, as somebody would paste them who had scanned them.
    /// Whoever reads that as a document is told which parts are missing.
    var documents: [(place: Place, bytes: [UInt8])] {
        found.map { series in
            // The same part may be in two pictures.
            let parts = Set(texts[series.name] ?? []).sorted()
            return (series.place, Array(parts.joined(separator: "\n").utf8))
        }
    }
}
