import Activation
import ClockGuard
import FingerprintLinux
import Glibc
import Testing

struct ClockEvidenceTests {
    private let tree: FixtureTree
    private let now = UnixTime(rawValue: 1_803_888_000)

    init() throws {
        tree = try FixtureTree()
    }

    private func reading(monotonic: Int64? = 5_000) -> ClockReading {
        ClockEvidence(root: tree.root, monotonic: { monotonic }).reading(now: now)
    }

    private func file(_ path: String, time: Int64) throws {
        try tree.file(path, "")
        var times = [timespec(tv_sec: Int(time), tv_nsec: 0), timespec(tv_sec: Int(time), tv_nsec: 0)]
        try #require(utimensat(AT_FDCWD, "\(tree.root)/\(path)", &times, 0) == 0)
    }

    private func bootID(_ text: String) throws {
        try tree.file("proc/sys/kernel/random/boot_id", text)
    }

    @Test func `An empty tree shows the clock and nothing else`() {
        #expect(reading() == ClockReading(now: now, boot: nil))
    }

    @Test func `The run is the kernel's id and the seconds awake`() throws {
        try bootID("834be1b0-f809-41cb-8ae3-09d389d15b66")
        let id: [UInt8] = [
            0x83, 0x4b, 0xe1, 0xb0, 0xf8, 0x09, 0x41, 0xcb, 0x8a, 0xe3, 0x09, 0xd3, 0x89, 0xd1, 0x5b, 0x66,
        ]
        #expect(reading().boot == Boot(id: id, awake: 5_000))
        #expect(reading(monotonic: nil).boot == nil)
    }

    @Test(arguments: [
        "", "834be1b0", "834be1b0-f809-41cb-8ae3-09d389d15b66-00", "not an id at all, it is not",
    ])
    func `An id that is none is no run`(text: String) throws {
        try bootID(text)
        #expect(reading().boot == nil)
    }

    @Test func `What a container adds to the counter is taken off`() throws {
        try bootID("834be1b0-f809-41cb-8ae3-09d389d15b66")
        try tree.file(
            "proc/self/timens_offsets", "monotonic      4000         0\nboottime          7         0")
        #expect(reading().boot?.awake == 1_000)
        try tree.file("proc/self/timens_offsets", "monotonic      9223372036854775807         0")
        #expect(reading().boot == nil)
    }

    @Test func `The system's files are found where they are, and no other`() throws {
        let paths = [
            "var/lib/systemd/timesync/clock", "var/lib/systemd/timers/stamp-fstrim.timer",
            "var/log/journal/0123/system.journal", "var/log/journal/0123/system@a.journal", "var/log/wtmp",
            "var/lib/logrotate/status", "var/lib/apt/periodic/update-success-stamp", "etc/adjtime",
        ]
        for (index, path) in paths.enumerated() { try file(path, time: 1_803_000_000 + Int64(index)) }
        for path in [
            "var/log/journal/0123/user-1000.journal", "var/lib/systemd/timers/other", "var/log/mine",
        ] {
            try file(path, time: 1_803_500_000)
        }
        let expected = paths.enumerated().map { index, path in
            ClockFile(path: "/\(path)", time: UnixTime(rawValue: 1_803_000_000 + Int64(index)))
        }
        #expect(reading().files == expected.reversed())
    }

    @Test func `A link is followed within the tree, and a folder is no file`() throws {
        try file("var/lib/private/clock", time: 1_803_000_000)
        try tree.link("var/lib/systemd/timesync/clock", to: "/var/lib/private/clock")
        try tree.link("var/log/wtmp", to: "../../../../../../etc/passwd")
        try tree.makeFolder("var/log/lastlog")
        #expect(
            reading().files == [
                ClockFile(path: "/var/lib/systemd/timesync/clock", time: UnixTime(rawValue: 1_803_000_000))
            ])
    }

    @Test func `The machine's own counter is there, and does not go back`() throws {
        let first = try #require(monotonicSeconds())
        let second = try #require(monotonicSeconds())
        #expect(first >= 0 && second >= first)
    }
}
