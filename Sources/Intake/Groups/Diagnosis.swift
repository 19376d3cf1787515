import Refusals
import TextForm

/// What is wrong with a text that has the look of a text form and is none.
struct Diagnosis {
    /// How many groups there should be, as far as can be known.
    let groupCount: Int
    /// In the order of their numbers.
    let faults: [GroupFault]
    /// How many groups fit.
    let fitting: Int
    /// What was taken for a group each, in the order in which it was typed.
    let segments: [GroupAlignment.Segment]
    private let symbols: [TypedSymbol]

    /// - Parameters:
    ///   - typed: the data; of more than ``GroupAlignment/longest`` symbols only the beginning is looked at.
    ///   - first: the number that the first group has if nothing is left out.
    ///   - isCut: whether more of it follows.
    init(_ typed: [TypedSymbol], from first: Int = 1, isCut: Bool = false) {
        symbols = Array(typed.prefix(GroupAlignment.longest))
        let all = GroupAlignment(symbols, from: first, isCut: isCut).segments
        // The last one is cut in two where the beginning ends.
        segments = symbols.count < typed.count ? all.dropLast() : all
        var finder = FaultFinder(symbols: symbols, segments: segments, first: first)
        faults = finder.faults()
        groupCount = max(segments.map(\.number).max() ?? 0, first - 1)
        fitting = segments.count { $0.finding == .fits }
    }

    /// Whether it is likelier to be a mistyped text form than something else altogether: by chance, one group of
    /// 32 fits, and some more where the alignment is free to look for them.
    var isPlausible: Bool { fitting >= 4 && fitting * 2 >= groupCount }

    /// Whether it begins with a full group that fits.
    var isBegun: Bool {
        guard let first = segments.first else { return false }
        return first.finding == .fits && first.number == 1 && first.range.count == GroupCheck.groupSymbols
    }

    /// How much speaks for it: the groups that fit, without the faults.
    var balance: Int { fitting - faults.count }

    /// The refusal of it.
    ///
    /// - Parameters:
    ///   - place: which of several texts this is, with a space at its end.
    ///   - heads: what may stand before the slash.
    func refusal(of place: String = "", under heads: [TextHead]) -> Refusal {
        if let sound, case .cutOff(let missing) = TextExtent(sound), isTooShort,
            heads.contains(where: { $0.part == nil })
        {
            let groups = (sound.count + GroupCheck.groupSymbols - 1) / GroupCheck.groupSymbols
            return .cutOff(after: groups, missing: missing)
        }
        guard faults.isEmpty else { return Self.refusal(faults, of: groupCount, place: place) }
        let hidden = HiddenErrors(in: symbols.compactMap(\.value), heads: heads)
        return Self.refusal([], of: groupCount, place: place, suspects: hidden.groups)
    }

    /// The values of the groups up to the last, if all of those fit; without the last if it is short and does not.
    private var sound: [UInt8]? {
        let isCut =
            segments.last.map { $0.finding != .fits && $0.range.count < GroupCheck.groupSymbols } == true
        let whole = isCut ? segments.dropLast() : segments[...]
        guard !whole.isEmpty, faults.count == (isCut ? 1 : 0) else { return nil }
        return whole.flatMap { symbols[$0.range].compactMap(\.value) }
    }

    /// Whether the document is longer than the text, with its last group too.
    private var isTooShort: Bool {
        if case .cutOff = TextExtent(symbols.map { $0.value ?? 0 }) { true } else { false }
    }

    /// The refusal of a text with these faults, or with none that can be named.
    ///
    /// - Parameter suspects: where all groups fit, those that are likeliest wrong all the same.
    static func refusal(
        _ faults: [GroupFault], of groupCount: Int, place: String = "", suspects: [Int] = []
    ) -> Refusal {
        guard !faults.isEmpty else { return .apart(groupCount, place: place, suspects: suspects) }
        let wrong =
            switch (faults.count, groupCount) {
            case (1, 1) where faults[0].number == 1 && !faults[0].words.isEmpty:
                "Group 1, the only one, is wrong (\(faults[0].words))."
            case (1, _): "1 of \(groupCount) groups is wrong: \(GroupFault.list(faults))."
            default: "\(faults.count) of \(groupCount) groups are wrong: \(GroupFault.list(faults))."
            }
        return Refusal(.documentMistyped, place + wrong)
    }
}

extension Refusal {
    /// Of a text all groups of which fit, and which ends too early.
    static func cutOff(after groups: Int, missing: Int) -> Refusal {
        let (there, fit) =
            groups == 1 ? ("1 group is", "it fits") : ("\(groups) groups are", "all of them fit")
        let (more, are) = missing == 1 ? ("one", "is") : ("\(missing)", "are")
        return Refusal(
            .documentTruncated,
            "The text is cut off: \(there) there and \(fit), and at least \(more) more \(are) missing.",
            remedy: "Copy or type it again up to its last group.")
    }

    /// Of a text all groups of which fit one by one, and not together.
    fileprivate static func apart(_ groupCount: Int, place: String, suspects: [Int]) -> Refusal {
        let groups =
            groupCount == 1 ? "Its one group is right" : "All \(groupCount) groups are right one by one"
        let likeliest =
            suspects.isEmpty ? "" : " Most likely wrong: \(SeriesCollector.list(suspects))."
        return Refusal(
            .documentMistyped,
            "\(place)\(groups), but the text as a whole does not: its end is missing, or two errors in one group "
                + "cancel each other out.\(likeliest)",
            remedy: "Check that the last group is there; then compare every group with the original.")
    }
}
