/// How much each component of a fingerprint counts, in units.
///
/// What stands for one part of the machine shares one weight: four serial numbers of one board count as one, and so
/// do eight disks. 12 can be shared by two, three and four.
package struct ComponentWeights: Hashable, Sendable {
    /// One component and what it counts.
    package struct Element: Hashable, Sendable {
        /// The raw value of a ``ComponentKind``.
        package let kind: UInt8
        /// What is known of it.
        package let digest: ComponentDigest
        /// What it counts.
        package let units: Int
        /// Whether it is hardware that no copy of a disk brings along. Only such a component can make a match.
        package let isStrong: Bool
    }

    /// In the order of kinds and digests.
    package let elements: [Element]

    /// The sum of all.
    package var total: Int { elements.reduce(0) { $0 + $1.units } }

    /// The weights in a fingerprint, which is that of the machine as it was when it was bound.
    package init(of fingerprint: Fingerprint) {
        let entries = fingerprint.entries.filter { !$0.digests.isEmpty }
        let firmwareKinds = entries.count { Self.isFirmware($0.kind) }
        elements = entries.flatMap { entry in
            let rank = Self.rank(of: entry.kind, in: fingerprint.environment)
            let shares = entry.digests.count * (Self.isFirmware(entry.kind) ? firmwareKinds : 1)
            guard rank.units > 0 else { return [Element]() }
            return entry.digests.map {
                Element(
                    kind: entry.kind, digest: $0, units: max(rank.units / shares, 1), isStrong: rank.isStrong)
            }
        }
    }

    /// How many units must be there of all, under a threshold in percent.
    package func needed(threshold: UInt8) -> Int { (total * Int(threshold) + 99) / 100 }

    private static func isFirmware(_ kind: UInt8) -> Bool {
        switch ComponentKind(rawValue: kind) {
        case .productUUID, .boardSerial, .productSerial, .chassisSerial, .deviceTreeSerial: true
        default: false
        }
    }

    /// What a kind counts in all. Kinds that this program does not know count nothing.
    private static func rank(
        of kind: UInt8, in environment: EnvironmentCode
    ) -> (units: Int, isStrong: Bool) {
        switch ComponentKind(rawValue: kind) {
        case .productUUID, .boardSerial, .productSerial, .chassisSerial, .deviceTreeSerial: (12, true)
        case .networkCard, .hypervisorGeneration: (12, true)
        // A virtual disk is a file: who copies it copies its serial number.
        case .disk: environment.isVirtual ? (6, false) : (12, true)
        // A file on the disk, and copied with it; but another one after a new installation.
        case .machineID: (8, false)
        // What thousands of machines have in common.
        case .processor: (2, false)
        case .tpm: (1, false)
        case .user, nil: (0, false)
        }
    }
}

extension Fingerprint {
    /// Whether it is enough to bind a license to: two kinds of component, and some hardware.
    package var isTelling: Bool {
        let elements = ComponentWeights(of: self).elements
        return elements.contains { $0.isStrong } && elements.contains { $0.kind != elements.first?.kind }
    }
}
