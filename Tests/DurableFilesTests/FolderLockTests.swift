import DurableFiles
import Glibc
import Refusals
import Testing

@Suite("A folder's lock", .timeLimit(.minutes(1)))
struct FolderLockTests {
    let folder: TemporaryFolder
    let state: PrivateFolder

    init() throws {
        folder = try TemporaryFolder()
        state = try PrivateFolder(creating: folder("state"), otherOwner: .stateOtherOwner)
    }

    private func lock(_ kind: FolderLock.Kind, _ milliseconds: Int = 0) throws -> FolderLock {
        try state.lock(kind, waitingAtMost: milliseconds, busy: .stateBusy)
    }

    @Test("excludes a second one, until it is released or forgotten")
    func exclusion() throws {
        let first = try lock(.exclusive)
        #expect(refused { _ = try lock(.exclusive, 5) }?.code == .stateBusy)
        #expect(refused { _ = try lock(.shared) }?.code == .stateBusy)
        first.release()
        first.release()
        do {
            let second = try lock(.exclusive)
            #expect(refused { _ = try lock(.exclusive, -1) }?.code == .stateBusy)
            withExtendedLifetime(second) {}
        }
        #expect(refused { _ = try lock(.exclusive) } == nil)
        #expect(try permissions(of: folder("state/.lock")) == 0o600)
    }

    @Test("can be shared, but not with one that excludes")
    func sharing() throws {
        let first = try lock(.shared)
        let second = try lock(.shared)
        #expect(refused { _ = try lock(.exclusive) }?.code == .stateBusy)
        withExtendedLifetime((first, second)) {}
    }

    @Test("is waited for")
    func waiting() throws {
        let first = try lock(.exclusive)
        later(microseconds: 30_000) { first.release() }
        #expect(refused { _ = try lock(.exclusive, 30_000) } == nil)
    }

    @Test("lets one thread at a time do its work")
    func threads() async throws {
        let counter = folder("counter")
        try writeAtomically([0], to: counter, overwrite: false)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<4 {
                group.addTask { [state] in
                    for _ in 0..<10 {
                        let lock = try state.lock(.exclusive, waitingAtMost: 30_000, busy: .stateBusy)
                        let count = try readFile(counter, limit: 1)
                        try writeAtomically([count[0] + 1], to: counter, overwrite: true)
                        lock.release()
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try readFile(counter, limit: 1) == [40])
    }

    @Test("excludes another process, and ends with a process that is killed")
    func processes() async throws {
        let path = folder("state/.lock")
        let mine = try lock(.exclusive)
        await #expect(processExitsWith: .exitCode(75)) { [path = path as String] in
            do {
                _ = try FolderLock(file: path, .shared, waitingAtMost: 10, busy: .stateBusy)
            } catch let error as Refusal {
                exit(error.code.exitStatus.rawValue)
            }
        }
        mine.release()
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
            let lock = try FolderLock(file: path, .exclusive, waitingAtMost: 0, busy: .stateBusy)
            kill(getpid(), SIGKILL)
            withExtendedLifetime(lock) {}
        }
        #expect(refused { _ = try lock(.exclusive, 5_000) } == nil)
    }

    @Test("does not follow a link, and says what is wrong with its file")
    func plantedLink() throws {
        symlink("elsewhere", folder("state/.lock"))
        #expect(refused { _ = try lock(.exclusive) }?.code == .fileUnwritable)
        let missing = refused {
            _ = try FolderLock(file: folder("none/lock"), .shared, waitingAtMost: 0, busy: .stateBusy)
        }
        #expect(missing?.code == .folderMissing)
        #expect(try listFolder(folder("state")).map(\.name) == [".lock"])
    }

    @Test("can be shared on a read-only medium", .enabled(if: MemoryDisk.isPossible, "needs mount"))
    func readOnly() throws {
        let disk = try MemoryDisk("size=64k")
        func lock(_ kind: FolderLock.Kind) throws {
            _ = try FolderLock(file: disk.folder("lock"), kind, waitingAtMost: 0, busy: .stateBusy)
        }
        try lock(.shared)
        try disk.remount("ro")
        try lock(.shared)
        #expect(refused { try lock(.exclusive) }?.code == .folderReadOnly)
    }
}
