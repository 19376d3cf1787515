import Fingerprint
import Refusals

/// Finds the components of a Linux machine in `/etc`, `/sys` and `/proc`: the machine id, the network cards
/// and the disks. Reads only what every user may read, starts no process, and writes nothing.
///
/// All of them are reported, up to limits that no real machine reaches: a request holds a few, and those must
/// be found again however many have come since.
public struct LinuxProbe: ComponentProbe {
    /// The most disks that are taken.
    public static let diskLimit = 64
    /// The most network cards that are taken.
    public static let networkCardLimit = 64

    private let root: String

    /// - Parameter root: where the machine's file tree begins; another one than "/" for tests, or for looking
    ///   at a machine from a container. No link leads out of it.
    public init(root: String = "/") {
        self.root = root
    }

    /// The components found, sorted by kind and value, each value once. What cannot be read, or identifies
    /// nothing, is left out, so a tree without any gives an empty list. Throws nothing at present.
    public func survey() throws(Refusal) -> MachineSurvey {
        var tree = RootedTree(root: root)
        return MachineSurvey(
            components: machineID(in: &tree)
                + first(Self.diskLimit, of: disks(in: &tree))
                + first(Self.networkCardLimit, of: networkCards(in: &tree)))
    }

    private func first(_ limit: Int, of components: [Component]) -> [Component] {
        var values: Set<[UInt8]> = []
        let distinct = components.sorted().filter { values.insert($0.value).inserted }
        return Array(distinct.prefix(limit))
    }
}
