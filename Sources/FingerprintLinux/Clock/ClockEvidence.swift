import Activation
import ClockGuard
import Cryptography
import DurableFiles

/// Finds what a Linux machine shows of time besides its clock: the kernel's id of the run, and when some of the
/// system's files were last changed. Reads only what every user may read, and writes nothing.
package struct ClockEvidence: Sendable {
    private let root: String
    private let monotonic: @Sendable () -> Int64?

    /// - Parameters:
    ///   - root: where the machine's file tree begins. No link leads out of it.
    ///   - monotonic: the seconds that the machine has run and been awake, as this process sees them; see
    ///     ``monotonicSeconds()``.
    package init(root: String = "/", monotonic: @escaping @Sendable () -> Int64? = monotonicSeconds) {
        self.root = root
        self.monotonic = monotonic
    }

    /// What is seen now. What cannot be read is left out.
    ///
    /// - Parameter now: what the clock shows, UTC.
    package func reading(now: UnixTime) -> ClockReading {
        var tree = RootedTree(root: root)
        return ClockReading(now: now, boot: boot(in: &tree), files: files(in: &tree))
    }

    private func boot(in tree: inout RootedTree) -> Boot? {
        guard let text = tree.text("/proc/sys/kernel/random/boot_id"),
            let id = Hexadecimal.decode(text.filter { $0 != "-" }), let seconds = monotonic()
        else { return nil }
        return Boot(id: id, awake: seconds - namespaceOffset(in: &tree))
    }

    /// By how many seconds this process sees the counter differ from the machine's: containers that share a run
    /// may each have an offset (`time_namespaces(7)`).
    private func namespaceOffset(in tree: inout RootedTree) -> Int64 {
        guard let text = tree.text("/proc/self/timens_offsets") else { return 0 }
        for line in text.split(separator: "\n") {
            let words = line.split(whereSeparator: \.isWhitespace)
            guard words.count >= 2, words[0] == "monotonic", let seconds = Int64(words[1]) else { continue }
            return min(max(seconds, -Self.offsetLimit), Self.offsetLimit)
        }
        return 0
    }

    private static let offsetLimit: Int64 = 1 << 40

    private func files(in tree: inout RootedTree) -> [ClockFile] {
        paths(in: &tree).compactMap { path in
            guard let place = tree.existing(path),
                let seconds = modificationTime(of: root == "/" ? place : root + place)
            else { return nil }
            return ClockFile(path: path, time: UnixTime(rawValue: seconds))
        }
    }

    private func paths(in tree: inout RootedTree) -> [String] {
        var paths = ClockFiles.single
        for (folder, isWanted) in ClockFiles.folders {
            paths += tree.names(in: folder).filter(isWanted).suffix(ClockFiles.limit)
                .map { joinedPath(folder, $0) }
        }
        for machine in tree.names(in: ClockFiles.journals).suffix(ClockFiles.journalFolderLimit) {
            let folder = joinedPath(ClockFiles.journals, machine)
            paths += tree.names(in: folder).filter(ClockFiles.isSystemJournal).suffix(ClockFiles.limit)
                .map { joinedPath(folder, $0) }
        }
        return paths
    }
}
