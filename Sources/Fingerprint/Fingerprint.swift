import Cryptography

/// A machine as its components' digests, by kind. Of a kind that a machine has several of (disks, network
/// cards), the digests form a set.
package struct Fingerprint: Hashable, Sendable {
    /// At most this many digests in all; a kind that could not be read counts as one.
    package static let maximumComponents = 10

    /// The digests of one kind. The kind is kept as a number, because a newer program may know more kinds.
    package struct Entry: Hashable, Sendable {
        /// The raw value of a ``ComponentKind``.
        package let kind: UInt8
        /// Ascending, none twice. None at all: the kind is there and could not be read.
        package let digests: [ComponentDigest]

        /// An entry as read from a document, or nil if the digests are not ascending.
        package init?(kind: UInt8, digests: [ComponentDigest]) {
            guard zip(digests, digests.dropFirst()).allSatisfy({ $0 < $1 }) else { return nil }
            self.kind = kind
            self.digests = digests
        }

        init(kind: UInt8, unsorted digests: [ComponentDigest]) {
            self.kind = kind
            // Two disks may have one digest; it stands once.
            self.digests = digests.sorted().reduce(into: []) { if $0.last != $1 { $0.append($1) } }
        }
    }

    /// Ascending by kind; no kind twice.
    package let entries: [Entry]
    /// What the machine is.
    package let environment: EnvironmentCode
    /// The kinds of which something is there that could not be read, ascending. Of those with an entry, the rest
    /// is known.
    package let unreadable: [UInt8]

    /// A fingerprint as read from a document, or nil if the entries are not ascending or too many.
    package init?(entries: [Entry], environment: EnvironmentCode = .bare) {
        guard zip(entries, entries.dropFirst()).allSatisfy({ $0.kind < $1.kind }) else { return nil }
        guard entries.reduce(0, { $0 + max($1.digests.count, 1) }) <= Self.maximumComponents else {
            return nil
        }
        self.init(readable: entries, environment: environment, unreadable: [])
    }

    /// For simulations: the fingerprint with only the last bits of each digest, so that chance matches are frequent
    /// enough to be counted.
    package func shortened(to bits: Int) -> Fingerprint {
        let mask = UInt16(truncatingIfNeeded: (1 << bits) - 1)
        let entries = entries.map { entry in
            Entry(
                kind: entry.kind,
                unsorted: entry.digests.map { ComponentDigest(rawValue: $0.rawValue & mask) })
        }
        return Fingerprint(readable: entries, environment: environment, unreadable: unreadable)
    }

    /// The fingerprint of components, all that are given.
    ///
    /// - Parameters:
    ///   - components: in any order; what was read from two places counts once.
    ///   - unreadable: the kinds of which something could not be read.
    /// - Throws: what the keyed hash throws.
    package init(
        of components: [Component], salt: FingerprintSalt, environment: EnvironmentCode = .bare,
        unreadable: [ComponentKind] = []
    ) throws(CryptographyError) {
        var entries: [Entry] = []
        for component in components.sorted() {
            let digest = try ComponentDigest(of: component.value, kind: component.kind, salt: salt)
            let kind = component.kind.rawValue
            let others = entries.last?.kind == kind ? entries.removeLast().digests : []
            entries.append(Entry(kind: kind, unsorted: others + [digest]))
        }
        self.init(readable: entries, environment: environment, unreadable: unreadable.map(\.rawValue))
    }

    /// Adds an entry without digests for each kind that has none, and notes those that already have one so.
    private init(readable: [Entry], environment: EnvironmentCode, unreadable: [UInt8]) {
        var entries = readable
        for kind in unreadable where !entries.contains(where: { $0.kind == kind }) {
            entries.append(Entry(kind: kind, unsorted: []))
        }
        self.entries = entries.sorted { $0.kind < $1.kind }
        self.environment = environment
        let empty = self.entries.filter(\.digests.isEmpty).map(\.kind)
        self.unreadable = (unreadable + empty).sorted().reduce(into: []) {
            if $0.last != $1 { $0.append($1) }
        }
    }

    /// Whether there is nothing that could identify a machine. (A user is not a machine.)
    package var isEmpty: Bool {
        !entries.contains { $0.kind != ComponentKind.user.rawValue && !$0.digests.isEmpty }
    }

    /// A kind of which there are more components than the client ever names in a request, if there is one: four, and one
    /// user. A request that names more is made for more machines to fit.
    package var crowdedKind: Entry? {
        entries.first {
            $0.digests.count > ($0.kind == ComponentKind.user.rawValue ? 1 : ComponentSelection.mostOfOneKind)
        }
    }

    /// The digests of a kind, or none.
    package func digests(of kind: ComponentKind) -> [ComponentDigest] { digests(ofKind: kind.rawValue) }

    /// The digests of the kind with this number, or none.
    func digests(ofKind kind: UInt8) -> [ComponentDigest] {
        entries.first { $0.kind == kind }?.digests ?? []
    }

    /// The same components, on bare hardware.
    var onBareHardware: Fingerprint {
        Fingerprint(readable: entries, environment: .bare, unreadable: unreadable)
    }

    /// This machine, with what an earlier look could read of kinds that this one names no component of. Where there is
    /// no room for both, the earlier one stays as it was.
    package func keepingKinds(of earlier: Fingerprint) -> Fingerprint {
        let readable = entries.filter { !$0.digests.isEmpty }
        let kept = earlier.entries.filter { entry in
            !entry.digests.isEmpty && !readable.contains { $0.kind == entry.kind }
        }
        guard !kept.isEmpty else { return self }
        let all = (readable + kept).sorted { $0.kind < $1.kind }
        return Fingerprint(entries: all, environment: environment) ?? earlier
    }
}
