import Glibc
import Refusals

/// A lock on a folder that all processes and threads of this program respect.
///
/// It is an advisory `flock` on a lock file, bound to one opening of that file, so two locks exclude each
/// other in one process as they do in two. The system lets go of it when the process ends, however it ends.
package final class FolderLock: Sendable {
    /// Who else may have the lock at the same time.
    package enum Kind: Sendable {
        /// Others that share it.
        case shared
        /// Nobody.
        case exclusive
    }

    private let file: FileDescriptor

    /// Takes the lock, or waits for it.
    ///
    /// - Parameters:
    ///   - path: the lock file; made with permissions 0600 where it is not there, and never removed.
    ///   - kind: shared or exclusive.
    ///   - milliseconds: how long to wait at most; with 0 it is tried once.
    ///   - busy: the code thrown when the time is over.
    ///
    /// Throws `busy`, or what ``writeAtomically(_:to:mode:overwrite:)`` throws where the lock file cannot be
    /// opened.
    package convenience init(
        file path: String, _ kind: Kind, waitingAtMost milliseconds: Int, busy: RefusalCode
    ) throws(Refusal) {
        let target = SplitPath(path)
        guard isEntryName(target.name) else { throw SystemError(number: EINVAL).writing(path) }
        let folder = try TargetFolder(path: target.folder, for: path)
        try self.init(in: folder, named: target.name, kind, waitingAtMost: milliseconds, busy: busy)
    }

    init(
        in folder: TargetFolder, named name: String, _ kind: Kind, waitingAtMost milliseconds: Int,
        busy: RefusalCode
    ) throws(Refusal) {
        do throws(SystemError) {
            file = try Self.open(name, in: folder, kind)
            if try Self.acquire(file, kind, waitingAtMost: milliseconds) { return }
        } catch {
            throw error.writing(joinedPath(folder.path, name))
        }
        throw Refusal(busy)
    }

    /// Lets go of the lock now rather than when the last reference goes. Doing it again does nothing.
    package func release() {
        _ = flock(file.number, LOCK_UN)
    }

    /// A medium that is read-only now can still be shared: nobody else writes to it either.
    private static func open(
        _ name: String, in folder: TargetFolder, _ kind: Kind
    ) throws(SystemError) -> FileDescriptor {
        do throws(SystemError) {
            let flags = O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK
            return try FileDescriptor(opening: name, in: folder.descriptor, flags, mode: 0o600)
        } catch {
            guard kind == .shared, error.number == EROFS else { throw error }
            return try FileDescriptor(
                opening: name, in: folder.descriptor, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
        }
    }

    /// Tries again and again, because a blocking `flock` can only be ended by a signal. False: out of time.
    private static func acquire(
        _ file: borrowing FileDescriptor, _ kind: Kind, waitingAtMost milliseconds: Int
    ) throws(SystemError) -> Bool {
        let number = file.number
        let operation = (kind == .shared ? LOCK_SH : LOCK_EX) | LOCK_NB
        let deadline = monotonicMilliseconds() + max(0, min(milliseconds, 86_400_000))
        var pause = 1
        while true {
            do throws(SystemError) {
                try retrying { flock(number, operation) }
                return true
            } catch {
                guard error.number == EWOULDBLOCK else { throw error }
            }
            let left = deadline - monotonicMilliseconds()
            if left <= 0 { return false }
            _ = usleep(UInt32(min(pause, left)) * 1_000)
            pause = min(pause * 2, 20)
        }
    }
}

/// Counts up whatever is done to the calendar clock.
private func monotonicMilliseconds() -> Int {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return now.tv_sec * 1_000 + now.tv_nsec / 1_000_000
}
