import TestSupport
import TextForm

@testable import Intake

/// A person who types a text group by group and slips now and then, and who does what the prompt says: types the group
/// that is asked for, and presses Enter where a group that is shown is the same as on the sheet.
struct Typist {
    enum Slip: CaseIterable {
        case wrongCharacter, swappedCharacters, tooFew, tooMany, foreign, half, hidden
        case further, nearer, repeated, leftOut, empty, otherNumber
    }

    let groups: [String]
    /// How often a line goes wrong.
    let rate: Double
    let usesNumbers: Bool
    private var random: SeededGenerator
    /// The rest of a group of which the beginning was typed.
    private var rest: String?
    private(set) var slips: [Slip: Int] = [:]

    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")

    init(_ form: TextForm, rate: Double, usesNumbers: Bool, seed: UInt64) {
        (groups, self.rate, self.usesNumbers) = (form.groups, rate, usesNumbers)
        random = SeededGenerator(seed: seed)
    }

    /// What is typed where this group is asked for; nil for Enter alone.
    ///
    /// - Parameter compared: the group that is shown, to be compared.
    mutating func line(asked: Int, compared: String?) -> String? {
        if let rest {
            self.rest = nil
            // The rest, all of it, or nothing.
            switch Int.random(in: 0..<3, using: &random) {
            case 0: return rest
            case 1: return nil
            default: break
            }
        }
        guard asked <= groups.count else { return nil }
        let group = groups[asked - 1]
        if Double.random(in: 0..<1, using: &random) < rate,
            let slip = Slip.allCases.randomElement(using: &random)
        {
            slips[slip, default: 0] += 1
            return line(asked, slip)
        }
        if compared == group, Bool.random(using: &random) { return nil }
        if compared == nil, Int.random(in: 0..<4, using: &random) == 0 {
            let more = groups.dropFirst(asked - 1).prefix(Int.random(in: 2...4, using: &random))
            return zip(asked..., more).map { numbered($0, $1) }.joined(separator: " ")
        }
        return numbered(asked, group)
    }

    private func numbered(_ number: Int, _ group: String) -> String {
        usesNumbers ? "\(number < 10 ? "0" : "")\(number). \(group)" : group
    }

    private mutating func line(_ asked: Int, _ slip: Slip) -> String? {
        let group = groups[asked - 1]
        var symbols = Array(group)
        let place = Int.random(in: 0..<symbols.count, using: &random)
        switch slip {
        case .wrongCharacter: symbols[place] = Self.alphabet.randomElement(using: &random) ?? "0"
        case .swappedCharacters: symbols.swapAt(place, max(0, place - 1))
        case .tooFew: symbols.remove(at: place)
        case .tooMany: symbols.insert(symbols[place], at: place)
        case .foreign: symbols[place] = "U"
        case .half:
            rest = String(symbols[place...])
            return place == 0 ? nil : String(symbols[..<place])
        case .hidden: return numbered(asked, hidden(group, number: asked))
        case .further: return numbered(asked, at(asked + 32))
        case .nearer: return numbered(asked, at(asked - 32))
        case .repeated: return at(asked - 1)
        case .leftOut: return at(asked + 1)
        case .empty: return nil
        case .otherNumber: return "\(asked + Int.random(in: 1...40, using: &random)). \(group)"
        }
        return numbered(asked, String(symbols))
    }

    /// The group of a number; any, if there is none.
    private mutating func at(_ number: Int) -> String {
        groups.indices.contains(number - 1)
            ? groups[number - 1] : groups.randomElement(using: &random) ?? ""
    }

    /// Two other symbols, with which the check symbol fits.
    private mutating func hidden(_ group: String, number: Int) -> String {
        guard var values = CrockfordBase32.values(in: group), values.count > 2 else { return group }
        let place = Int.random(in: 0..<(values.count - 1), using: &random)
        values[place] ^= UInt8.random(in: 1...31, using: &random)
        values[values.count - 1] = GroupCheck.symbol(for: values.dropLast(), number: number)
        return TextForm.groups(of: values)[0]
    }
}
