/// A component of this machine, in clear. It never leaves the machine: a request carries 16 bits of a keyed
/// hash of it.
package struct Component: Hashable, Sendable {
    /// What kind of thing it is.
    package let kind: ComponentKind
    /// The canonical bytes of the value, which are what is hashed: for a network card its hardware address as
    /// ASCII in lower-case hexadecimal with colons.
    package let value: [UInt8]
    /// Where the value was read, such as `/sys/class/net/eth0/address`.
    package let source: String
    /// The value as a person may see it on this machine when he asks for it with `--reveal`.
    package let revealed: String
    /// Who may read it by the system's rules, whoever read it this time.
    package let access: Access
    /// Whether it is the disk that holds the root file system.
    package let isSystemDisk: Bool

    /// Who may read a source of components.
    package enum Access: Hashable, Sendable {
        /// Every user.
        case everyUser
        /// Only root: such components count where the product's policy says so.
        case root
    }

    /// - Parameters:
    ///   - kind: what kind of thing it is.
    ///   - value: the canonical bytes of the value.
    ///   - source: where the value was read.
    ///   - revealed: the value for a person; printable, whatever the hardware says.
    ///   - access: who may read it by the system's rules.
    ///   - isSystemDisk: whether it is the disk that holds the root file system.
    package init(
        kind: ComponentKind, value: [UInt8], source: String, revealed: String, access: Access = .everyUser,
        isSystemDisk: Bool = false
    ) {
        self.access = access
        self.isSystemDisk = isSystemDisk
        self.kind = kind
        self.value = value
        self.source = source
        self.revealed = revealed
    }
}

extension Component: Comparable {
    /// By kind, then by the bytes of the value, then by source.
    package static func < (left: Component, right: Component) -> Bool {
        if left.kind != right.kind { return left.kind < right.kind }
        if left.value != right.value { return left.value.lexicographicallyPrecedes(right.value) }
        return left.source.utf8.lexicographicallyPrecedes(right.source.utf8)
    }
}
