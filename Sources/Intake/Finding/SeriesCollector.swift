import Refusals
import TextForm

/// Joins the parts of series, in whatever order and however often they come.
struct SeriesCollector {
    /// What the parts of one series have in common.
    private struct Series: Hashable {
        let kind: TextKind
        let count: Int
        let identifier: [UInt8]
    }

    private var pieces: [Series: [Int: [UInt8]]] = [:]
    /// In the order in which their first parts came.
    private var order: [Series] = []

    /// Takes in a part: its bytes begin with the identifier.
    ///
    /// - Returns: the whole document, the first time that no part of it is missing.
    /// - Throws: `document.malformed` if the part is too short, another was there in its place, or what they make
    ///   together is not what they say.
    mutating func add(_ part: TextHead.Part, kind: TextKind, bytes: [UInt8]) throws(Refusal) -> TextForm? {
        guard bytes.count > TextSeries.identifierSize else {
            throw Refusal(.documentMalformed, "Part \(part.number) of \(part.count) is empty.")
        }
        let identifier = Array(bytes.prefix(TextSeries.identifierSize))
        let series = Series(kind: kind, count: part.count, identifier: identifier)
        let piece = Array(bytes.dropFirst(TextSeries.identifierSize))
        if pieces[series] == nil { order.append(series) }
        if let old = pieces[series]?[part.number] {
            guard old == piece else {
                throw Refusal(
                    .documentMalformed, "There are two different parts \(part.number) of \(part.count).")
            }
            return nil
        }
        pieces[series, default: [:]][part.number] = piece
        guard let all = pieces[series], all.count == part.count else { return nil }
        let whole = (1...part.count).flatMap { all[$0] ?? [] }
        guard CRC32C(of: whole).bytes == identifier else {
            throw Refusal(.documentMalformed, "The \(part.count) parts do not make one document.")
        }
        return TextForm(kind: kind, bytes: whole)
    }

    /// The numbers of the parts that are there and of those that are not, of each series that is not whole.
    var incomplete: [(kind: TextKind, count: Int, missing: [Int])] {
        order.compactMap { series in
            let missing = (1...series.count).filter { pieces[series]?[$0] == nil }
            return missing.isEmpty ? nil : (series.kind, series.count, missing)
        }
    }

    /// The refusal of what is not whole: `document.incomplete`, naming the parts that are missing. Nil if nothing
    /// is missing.
    var refusal: Refusal? {
        let open = incomplete
        guard !open.isEmpty else { return nil }
        let sentences = open.map { series in
            let (word, verb) = series.missing.count == 1 ? ("Part", "is") : ("Parts", "are")
            return "\(word) \(Self.list(series.missing)) of \(series.count) \(verb) missing."
        }
        return Refusal(.documentIncomplete, sentences.joined(separator: " "))
    }

    /// `2, 5 to 7 and 9`.
    static func list(_ numbers: [Int]) -> String {
        var runs: [ClosedRange<Int>] = []
        for number in numbers {
            if let last = runs.last, last.upperBound + 1 == number {
                runs[runs.count - 1] = last.lowerBound...number
            } else {
                runs.append(number...number)
            }
        }
        let words = runs.flatMap { run in
            switch run.count {
            case 1: ["\(run.lowerBound)"]
            case 2: ["\(run.lowerBound)", "\(run.upperBound)"]
            default: ["\(run.lowerBound) to \(run.upperBound)"]
            }
        }
        guard let last = words.last, words.count > 1 else { return words.first ?? "" }
        return "\(words.dropLast().joined(separator: ", ")) and \(last)"
    }
}
