import TestSupport
import TextForm

@testable import Intake

/// What people do to groups that they type: each error in a group of its own.
struct TypingErrors {
    enum Error: CaseIterable {
        case substitution, transposition, omission, doubling, foreign
        case groupLeftOut, groupRepeated, groupsSwapped
    }

    private var random: SeededGenerator
    private(set) var groups: [String]
    /// The groups that must be named.
    private(set) var numbers: Set<Int> = []
    private var isLeftOut: Set<Int> = []
    private var isTwice: Set<Int> = []

    private static let alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

    init(_ form: TextForm, seed: UInt64) {
        random = SeededGenerator(seed: seed)
        groups = form.groups.map { $0.filter { $0 != "-" } }
    }

    /// Makes so many errors, with a sound group on either side of each.
    mutating func make(_ count: Int, of kinds: [Error] = Error.allCases) {
        var free = Set(groups.indices.dropFirst().dropLast(3))
        for _ in 0..<count {
            guard let index = free.sorted().randomElement(using: &random),
                let kind = kinds.randomElement(using: &random)
            else { return }
            let taken = kind == .groupsSwapped ? [index, index + 1] : [index]
            guard taken.allSatisfy({ free.contains($0) }), apply(kind, to: index) else { continue }
            numbers.formUnion(taken.map { $0 + 1 })
            for place in (index - 1)...(index + 2) { free.remove(place) }
        }
    }

    private mutating func apply(_ kind: Error, to index: Int) -> Bool {
        var symbols = Array(groups[index])
        let place = Int.random(in: 0..<9, using: &random)
        switch kind {
        case .substitution:
            let other = Self.alphabet.filter { $0 != symbols[place] }
            symbols[place] = other.randomElement(using: &random) ?? "0"
        case .transposition:
            guard symbols[place] != symbols[place + 1] else { return false }
            symbols.swapAt(place, place + 1)
        case .omission: symbols.remove(at: place)
        case .doubling: symbols.insert(symbols[place], at: place)
        case .foreign: symbols[place] = ["U", "u", ",", "É"].randomElement(using: &random) ?? "U"
        case .groupLeftOut: isLeftOut.insert(index)
        case .groupRepeated: isTwice.insert(index)
        case .groupsSwapped: groups.swapAt(index, index + 1)
        }
        if kind != .groupsSwapped { groups[index] = String(symbols) }
        return true
    }

    /// What was typed.
    func text(separator: String) -> String {
        let typed = groups.indices.flatMap { index in
            isLeftOut.contains(index)
                ? [] : isTwice.contains(index) ? [groups[index], groups[index]] : [groups[index]]
        }
        return typed.joined(separator: separator)
    }
}
