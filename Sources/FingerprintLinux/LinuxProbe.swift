import Fingerprint
import Refusals

/// Finds the components of a Linux machine in `/etc`, `/sys` and `/proc`, and what kind of machine it is.
/// Starts no process, and writes nothing.
///
/// All of them are reported, up to limits that no real machine reaches, and also what only root may read, as
/// such: what a policy counts is for it to choose.
package struct LinuxProbe: ComponentProbe {
    /// The most disks that are taken.
    package static let diskLimit = 64
    /// The most network cards that are taken.
    package static let networkCardLimit = 64

    private let root: String
    private let isOthers: Bool
    private let kernel: KernelLinks

    /// - Parameter root: where the machine's file tree begins; another one than "/" for tests, or for looking
    ///   at a machine from a container. No link leads out of it. The kernel is asked only where it is "/": another
    ///   tree may be another machine's, or have been made up.
    package init(root: String = "/") {
        self.init(root: root, asOrdinaryUser: false)
    }

    /// Looks as a user to whom no file belongs, whoever runs this: what not everybody may read is unreadable.
    ///
    /// - Parameter kernel: what tells of network cards beside the files; nil for the system's where the root is "/".
    package init(root: String, asOrdinaryUser: Bool, kernel: KernelLinks? = nil) {
        self.root = root
        isOthers = asOrdinaryUser
        self.kernel = kernel ?? (root == "/" ? .system : .silent)
    }

    /// The components found, sorted by kind and value, each value once; what is there and cannot be read; and
    /// what the machine is. What identifies nothing is left out, so a tree without any gives an empty list.
    /// Throws nothing at present.
    package func survey() throws(Refusal) -> MachineSurvey {
        var tree = RootedTree(root: root, isOthers: isOthers)
        noteWhereNothingIsSeen(in: &tree)
        let tables = tree.seeking(.productUUID) { FirmwareTables(in: &$0) }
        let processor = tree.seeking(.processor) { ProcessorReport(in: &$0) }
        let mounts = MountTable(in: &tree)
        let environment = environment(tables, processor, mounts, in: &tree)

        var components: [Component] = []
        if environment.container?.isFromImage != true {
            components = machineID(in: &tree)
        } else if !mounts.isKnown {
            // What looks like an image's may be a whole machine's, and the table of mounts would tell.
            tree.note(.machineID, MountTable.path)
        }
        components += firmware(tables, in: &tree) + deviceTreeSerial(in: &tree)
        components += hypervisorGeneration(in: &tree) + trustedPlatformModule(in: &tree)
        if let model = processor.component { components.append(model) }
        components += disksAndCards(mounts, environment, in: &tree)
        return MachineSurvey(
            components: distinct(components), unreadable: tree.unreadable, environment: environment)
    }

    /// Where `/sys` or `/proc` is not there or empty, as in a sandbox or a changed root, nothing can be said of what it
    /// would show: neither that it is there nor that it is not. Disks, cards and `/proc/cpuinfo` note that themselves.
    private func noteWhereNothingIsSeen(in tree: inout RootedTree) {
        if tree.names(in: Self.systemFolder).isEmpty {
            for kind in [ComponentKind.productUUID, .deviceTreeSerial, .tpm] {
                tree.note(kind, Self.systemFolder)
            }
            for kind in Self.firmwareKinds + [.hypervisorGeneration] {
                tree.note(kind, Self.systemFolder, access: .root)
            }
        } else if tree.isLink(FirmwareTables.folder), tree.names(in: FirmwareTables.folder).isEmpty {
            tree.note(.productUUID, FirmwareTables.folder)
            for kind in Self.firmwareKinds { tree.note(kind, FirmwareTables.folder, access: .root) }
        }
        if tree.existing(ProcessorReport.path) == nil { tree.note(.processor, ProcessorReport.path) }
    }

    private static let firmwareKinds: [ComponentKind] = [
        .productUUID, .boardSerial, .productSerial, .chassisSerial,
    ]

    /// On every machine whose kernel shows its devices.
    private static let systemFolder = "/sys/class"

    private func environment(
        _ tables: FirmwareTables, _ processor: ProcessorReport, _ mounts: MountTable,
        in tree: inout RootedTree
    ) -> Environment {
        let hypervisor = hypervisor(tables, processor, in: &tree)
        let container = container(mounts, in: &tree)
        return Environment(
            hypervisor: hypervisor?.found, container: container?.found,
            evidence: [hypervisor?.sentence, container?.sentence].compactMap { $0 })
    }

    private func disksAndCards(
        _ mounts: MountTable, _ environment: Environment, in tree: inout RootedTree
    ) -> [Component] {
        let systemDisks = systemDisks(mounts, in: &tree)
        var disks = disks(systemDisks: systemDisks, in: &tree)
        // The Subsystem's card gets an address at every start, and its disks are images that come and go.
        // Also for a container on it; without a container it is none.
        if environment.container != nil, isSubsystemForLinux(in: &tree) {
            return distinct(disks.filter(\.isSystemDisk))
        }
        disks = distinct(disks)
        // Of too many, the one that the system is on is kept.
        let kept = disks.filter(\.isSystemDisk) + disks.filter { !$0.isSystemDisk }
        return Array(kept.prefix(Self.diskLimit))
            + distinct(networkCards(kernel, in: &tree)).prefix(Self.networkCardLimit)
    }
}

/// Sorted, and each value of a kind once. Of two places that have it, the one that everybody may read counts;
/// a disk is the system's by any of its names.
func distinct(_ components: [Component]) -> [Component] {
    var kept: [Component] = []
    for component in components.sorted() {
        guard let last = kept.last, last.kind == component.kind, last.value == component.value else {
            kept.append(component)
            continue
        }
        let isBetter = last.access == .root && component.access == .everyUser
        let chosen = isBetter ? component : last
        kept[kept.count - 1] = Component(
            kind: chosen.kind, value: chosen.value, source: chosen.source, revealed: chosen.revealed,
            access: chosen.access, isSystemDisk: last.isSystemDisk || component.isSystemDisk)
    }
    return kept
}
