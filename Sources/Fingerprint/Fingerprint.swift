import Cryptography

/// The product's salt: keys the component digests, so that two products' fingerprints of one machine have
/// nothing in common. 16 bytes, public: it stands in the product file.
public struct FingerprintSalt: FixedSizeBytes {
    /// 16 bytes.
    public static let size = 16
    /// The salt.
    public let bytes: [UInt8]

    /// Takes bytes that are known to be 16.
    public init(uncheckedBytes: [UInt8]) { bytes = uncheckedBytes }
}

/// What leaves the machine of one component: 16 bits of a keyed hash. 65,536 values for some 2^24 cards of
/// one maker: each digest fits hundreds of them, and so names none.
public struct ComponentDigest: RawRepresentable, Hashable, Comparable, Sendable {
    /// The 16 bits.
    public let rawValue: UInt16

    /// A digest that was read from a document.
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// The digest of a component's value: the first two bytes of BLAKE2b-128, keyed with the salt, of the label
    /// `countersign component`, the kind (1 byte) and the value.
    ///
    /// - Throws: what the keyed hash throws.
    public init(
        of value: [UInt8], kind: ComponentKind, salt: FingerprintSalt
    ) throws(CryptographyError) {
        let message = Array("countersign component".utf8) + [kind.rawValue] + value
        let tag = try KeyedHash.tag(of: message, publicKey: salt.bytes, size: 16)
        rawValue = UInt16(tag[0]) << 8 | UInt16(tag[1])
    }

    /// Orders by value.
    public static func < (one: Self, other: Self) -> Bool { one.rawValue < other.rawValue }

    /// Four hexadecimal digits.
    public var hexadecimal: String { Hexadecimal.encode([UInt8(rawValue >> 8), UInt8(rawValue & 0xff)]) }
}

/// A machine as its components' digests, by kind. Of a kind that a machine has several of (disks, network
/// cards), the digests form a set.
public struct Fingerprint: Hashable, Sendable {
    /// At most this many digests in all.
    public static let maximumComponents = 10

    /// The digests of one kind. The kind is kept as a number, because a newer program may know more kinds.
    public struct Entry: Hashable, Sendable {
        /// The raw value of a ``ComponentKind``.
        public let kind: UInt8
        /// Ascending, none twice; at least one.
        public let digests: [ComponentDigest]

        /// An entry as read from a document, or nil if the digests are not ascending or there are none.
        public init?(kind: UInt8, digests: [ComponentDigest]) {
            guard !digests.isEmpty, zip(digests, digests.dropFirst()).allSatisfy({ $0 < $1 }) else {
                return nil
            }
            self.kind = kind
            self.digests = digests
        }

        fileprivate init(kind: UInt8, unsorted digests: [ComponentDigest]) {
            self.kind = kind
            // Two disks may have one digest; it stands once.
            self.digests = digests.sorted().reduce(into: []) { if $0.last != $1 { $0.append($1) } }
        }
    }

    /// Ascending by kind; no kind twice.
    public let entries: [Entry]

    /// A fingerprint as read from a document, or nil if the entries are not ascending or too many.
    public init?(entries: [Entry]) {
        guard zip(entries, entries.dropFirst()).allSatisfy({ $0.kind < $1.kind }) else { return nil }
        guard entries.reduce(0, { $0 + $1.digests.count }) <= Self.maximumComponents else { return nil }
        self.entries = entries
    }

    /// The fingerprint of the components found.
    ///
    /// - Parameter limit: of more components than this the first ones count, in the order of their kinds. A
    ///   request holds ``maximumComponents``; whoever looks for what a request holds takes all that there are.
    /// - Throws: what the keyed hash throws.
    public init(
        of components: [Component], salt: FingerprintSalt, limit: Int = maximumComponents
    ) throws(CryptographyError) {
        var entries: [Entry] = []
        for component in Self.distinct(components).prefix(limit) {
            let digest = try ComponentDigest(of: component.value, kind: component.kind, salt: salt)
            let kind = component.kind.rawValue
            let others = entries.last?.kind == kind ? entries.removeLast().digests : []
            entries.append(Entry(kind: kind, unsorted: others + [digest]))
        }
        self.entries = entries
    }

    /// In the order of kinds and values; what was read from two places counts once.
    private static func distinct(_ components: [Component]) -> [Component] {
        var distinct: [Component] = []
        for component in components.sorted()
        where distinct.last.map({ $0.kind != component.kind || $0.value != component.value }) ?? true {
            distinct.append(component)
        }
        return distinct
    }

    /// Whether there is nothing that could identify a machine. (A user is not a machine.)
    public var isEmpty: Bool { !entries.contains { $0.kind != ComponentKind.user.rawValue } }

    /// The digests of a kind, or none.
    public func digests(of kind: ComponentKind) -> [ComponentDigest] {
        entries.first { $0.kind == kind.rawValue }?.digests ?? []
    }

    /// The bytes by which the ledger finds a machine again: for each kind its number, the number of digests
    /// and the digests; without the user.
    public var machineBytes: [UInt8] {
        entries.filter { $0.kind != ComponentKind.user.rawValue }.flatMap { entry in
            [entry.kind, UInt8(entry.digests.count)]
                + entry.digests.flatMap { [UInt8($0.rawValue >> 8), UInt8($0.rawValue & 0xff)] }
        }
    }
}

extension Fingerprint {
    /// Kinds that say nothing about hardware: a file that is copied with a disk image, the user, and what
    /// thousands of machines have in common.
    private static let soft: [UInt8] = [
        ComponentKind.machineID.rawValue, ComponentKind.processor.rawValue, ComponentKind.user.rawValue,
    ]

    /// Whether it is enough to bind a license to: two kinds of component, of which one is hardware.
    public var isTelling: Bool {
        let kinds = entries.map(\.kind).filter { $0 != ComponentKind.user.rawValue }
        return kinds.count >= 2 && kinds.contains { !Self.soft.contains($0) }
    }

    /// Whether some piece of hardware is in both.
    public func sharesHardware(with other: Fingerprint) -> Bool {
        entries.contains { entry in
            !Self.soft.contains(entry.kind)
                && other.entries.contains {
                    $0.kind == entry.kind && $0.digests.contains(where: entry.digests.contains)
                }
        }
    }

    /// A fingerprint from its ``machineBytes``; nil if they are no such bytes.
    public init?(machineBytes bytes: [UInt8]) {
        var entries: [Entry] = []
        var rest = bytes[...]
        while let kind = rest.popFirst() {
            guard let count = rest.popFirst().map(Int.init), rest.count >= count * 2 else { return nil }
            let pairs = Array(rest.prefix(count * 2))
            rest = rest.dropFirst(count * 2)
            let digests = (0..<count).map {
                ComponentDigest(rawValue: UInt16(pairs[$0 * 2]) << 8 | UInt16(pairs[$0 * 2 + 1]))
            }
            guard let entry = Entry(kind: kind, digests: digests) else { return nil }
            entries.append(entry)
        }
        self.init(entries: entries)
    }
}
