extension Fingerprint {
    /// No component has this kind: it marks the environment.
    private static let environmentKind: UInt8 = 0

    /// The bytes by which the ledger knows a machine: the environment if it is not bare (0, 1, and the two
    /// numbers), then for each kind its number, the number of digests and the digests; without the user.
    package var machineBytes: [UInt8] {
        let machine = entries.filter { $0.kind != ComponentKind.user.rawValue }.flatMap { entry in
            [entry.kind, UInt8(clamping: entry.digests.count)]
                + entry.digests.flatMap { [UInt8($0.rawValue >> 8), UInt8($0.rawValue & 0xff)] }
        }
        guard environment != .bare else { return machine }
        return [Self.environmentKind, 1, environment.hypervisor, environment.container] + machine
    }

    /// A fingerprint from its ``machineBytes``; nil if they are no such bytes.
    package init?(machineBytes bytes: [UInt8]) {
        var entries: [Entry] = []
        var environment = EnvironmentCode.bare
        var rest = bytes[...]
        while let kind = rest.popFirst() {
            guard let count = rest.popFirst().map(Int.init), rest.count >= count * 2 else { return nil }
            let pairs = Array(rest.prefix(count * 2))
            rest = rest.dropFirst(count * 2)
            if kind == Self.environmentKind {
                guard count == 1, entries.isEmpty, environment == .bare else { return nil }
                environment = EnvironmentCode(hypervisor: pairs[0], container: pairs[1])
                guard environment != .bare else { return nil }
                continue
            }
            let digests = (0..<count).map {
                ComponentDigest(rawValue: UInt16(pairs[$0 * 2]) << 8 | UInt16(pairs[$0 * 2 + 1]))
            }
            guard let entry = Entry(kind: kind, digests: digests) else { return nil }
            entries.append(entry)
        }
        self.init(entries: entries, environment: environment)
    }
}
