/// A text as it would be if it had not gone through a keyboard layout.
struct KeyboardReading {
    let layout: KeyboardLayout
    let lock: KeyboardLayout.Lock
    /// What the scanner meant.
    let text: [Unicode.Scalar]
    /// Why the text cannot be what the scanner meant, if it cannot: `which gives one character for 'S' and 'W'`.
    let loss: String?

    /// The characters of which the data, the heads and the addresses are made, those first that matter most.
    private static let wanted = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ/:.ILOU-$%*+".unicodeScalars)
    /// How many of them are data.
    private static let dataCount = 32
    /// A layout with what it makes of the beginnings of text forms.
    private struct Suspect: Sendable {
        let layout: KeyboardLayout
        let lock: KeyboardLayout.Lock
        let beginnings: [[Unicode.Scalar]]
    }

    private static let suspects: [Suspect] = KeyboardLayout.all.flatMap { layout in
        KeyboardLayout.Lock.allCases.map { lock in
            let beginnings = ["COUNTERSIGN:", "HTTPS://"].compactMap { beginning in
                let typed = beginning.unicodeScalars.compactMap { layout.typed($0, lock: lock) }
                return typed.count + 1 >= beginning.count ? typed : nil
            }
            return Suspect(layout: layout, lock: lock, beginnings: beginnings)
        }
    }

    /// The text through every layout under which one of our beginnings occurs in it.
    static func all(of text: [Unicode.Scalar]) -> [KeyboardReading] {
        let occurring = Set(text)
        return suspects.compactMap { suspect in
            let isBegun = suspect.beginnings.contains {
                occurring.isSuperset(of: $0) && occurs($0, in: text)
            }
            return isBegun
                ? KeyboardReading(text, occurring, layout: suspect.layout, lock: suspect.lock) : nil
        }
    }

    private init?(
        _ text: [Unicode.Scalar], _ occurring: Set<Unicode.Scalar>, layout: KeyboardLayout,
        lock: KeyboardLayout.Lock
    ) {
        var meant: [Unicode.Scalar: Unicode.Scalar] = [:]
        var dropped: [Unicode.Scalar] = []
        var joined: [Unicode.Scalar] = []
        var isChanged = false
        for (index, wanted) in Self.wanted.enumerated() {
            guard let typed = layout.typed(wanted, lock: lock) else {
                if index < Self.dataCount { dropped.append(wanted) }
                continue
            }
            isChanged = isChanged || typed.asciiCapital != wanted
            if let other = meant[typed] {
                if index < Self.dataCount, occurring.contains(typed) { joined += [other, wanted] }
            } else {
                meant[typed] = wanted
            }
        }
        guard isChanged else { return nil }
        self.layout = layout
        self.lock = lock
        self.text = text.map { meant[$0] ?? $0 }
        if joined.isEmpty {
            loss = dropped.isEmpty ? nil : "which gives nothing for \(Self.list(dropped))"
        } else {
            loss = "which gives one character for \(Self.list(joined))"
        }
    }

    private static func list(_ characters: [Unicode.Scalar]) -> String {
        characters.map { "'\($0)'" }.joined(separator: " and ")
    }

    private static func occurs(_ words: [Unicode.Scalar], in text: [Unicode.Scalar]) -> Bool {
        text.indices.contains { place in
            text[place] == words[0] && text[place...].starts(with: words)
        }
    }

    /// The layouts in words: `a German, Danish or Finnish keyboard layout with Caps Lock on`.
    static func names(_ readings: [KeyboardReading]) -> String {
        var names: [String] = []
        for reading in readings where !names.contains(reading.layout.name) {
            names.append(reading.layout.name)
        }
        // Of many that are the same in all that matters here, the likeliest are enough.
        names = Array(names.prefix(3))
        let last = names.popLast() ?? ""
        let list = names.isEmpty ? last : "\(names.joined(separator: ", ")) or \(last)"
        let article = "AEIO".contains(list.prefix(1)) ? "an" : "a"
        let isLocked = readings.allSatisfy { $0.lock != .off }
        return "\(article) \(list) keyboard layout" + (isLocked ? " with Caps Lock on" : "")
    }

    /// What to do about it, for good.
    static func remedy(_ readings: [KeyboardReading]) -> String {
        let isLocked = readings.contains { $0.lock != .off }
        return "Set the scanner's keyboard language to the computer's, or the scanner to ALT codes"
            + (isLocked ? ", and turn Caps Lock off." : ".")
    }
}
