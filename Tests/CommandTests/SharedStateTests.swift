import Glibc
import Machines
import Simulation
import Testing

/// One installation for several users of a machine, with the programs as they are and users as they are.
@Suite("A state folder that is shared with a group")
struct SharedStateTests {
    /// The members' group; it need not have a name.
    private static let group = 64_123

    private static let canPlayOthers: Bool = {
        guard geteuid() == 0, let folder = try? TemporaryFolder() else { return false }
        let line = "chmod 711 . && setpriv --reuid 65534 --clear-groups countersign-client --version"
        return
            (try? runShell(line, in: folder.path, environment: Stories.environment(in: folder.path)).status)
            == 0
    }()

    private let folder: TemporaryFolder
    private let environment: [String: String]
    private let machine: TemporaryTree
    private let programs: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        guard case .played(let tree, let programs) = try StoryWorld.played() else { throw NotStarted() }
        (machine, self.programs) = (tree, programs)
        environment = try StoryWorld.played(tree, programs: programs).environment(in: folder.path)
    }

    private func run(_ line: String) throws -> Finished {
        try runShell(line, in: folder.path, environment: environment)
    }

    private func member(_ line: String, groups: String = "--groups \(Self.group)") throws -> Finished {
        try run("setpriv --reuid 65534 --regid 65534 \(groups) countersign-client \(line)")
    }

    /// The permissions, the group, and the name of everything that is no request.
    private func modes() throws -> [String] {
        try run("find state ! -name '*.request' -printf '%m %g %p\\n' | sort -k 3").output
            .split(separator: "\n").map(String.init)
    }

    /// Root licenses a machine for the group.
    private func install() throws {
        try prepare()
        for line in [
            "countersign-responder license add --product acme.shipcad --customer Yard --perpetual --passphrase-file "
                + "pass | sed -n 's/^activation key: *//p' > key",
            "countersign-client request --shared \(Self.group) --product shipcad.product --key-file key --out r",
            "countersign-responder respond r --out l --passphrase-file pass",
            "countersign-client install l",
        ] {
            let finished = try run(line)
            try #require(finished.status == 0, "\(line): \(finished.errors)")
        }
    }

    @Test(.enabled(if: canPlayOthers, "needs root, and programs that others may start"))
    func `Its members check the license, and change nothing`() throws {
        try install()
        let shared = [
            "750 \(Self.group) state", "600 root state/.lock", "640 \(Self.group) state/.shared",
            "750 \(Self.group) state/acme.shipcad", "640 \(Self.group) state/acme.shipcad/clock",
            "640 \(Self.group) state/acme.shipcad/device.key", "640 \(Self.group) state/acme.shipcad/license",
            "640 \(Self.group) state/acme.shipcad/product",
        ]
        #expect(try modes() == shared)
        let verified = try member("verify --product acme.shipcad")
        #expect(verified.status == 0, "\(verified.errors)")
        let status = try member("status")
        #expect(status.status == 0 && status.output.contains("Licensed"), "\(status.output)\(status.errors)")
        for command in ["request --renew --out /dev/null", "install l", "forget acme.shipcad --force"] {
            let refused = try member(command)
            #expect(refused.status != 0 && refused.errors.contains("code: "), "\(command)")
        }
        #expect(try modes() == shared)
        // Others are no members.
        let other = try member("verify", groups: "--clear-groups")
        #expect(other.status == 77 && other.errors.contains("state.other-owner"), "\(other.errors)")
        // What is done later keeps it so.
        let renewed = try run("umask 077; countersign-client request --renew --out renewal")
        #expect(renewed.status == 0, "\(renewed.errors)")
        #expect(try modes() == shared)
        #expect(try member("verify").status == 0)
    }

    @Test(.enabled(if: canPlayOthers, "needs root, and programs that others may start"))
    func `Root checks a user's, and makes nothing of its own in it`() throws {
        try install()
        _ = try run("chown -R 65534 state")
        let before = try modes()
        for command in ["verify", "status"] {
            let finished = try run("countersign-client \(command)")
            #expect(finished.status == 0, "\(finished.errors)")
        }
        for command in ["request --renew --out x", "install l", "forget acme.shipcad --force"] {
            let refused = try run("countersign-client \(command)")
            #expect(refused.errors.contains("state.other-owner"), "\(command): \(refused.errors)")
        }
        #expect(try modes() == before)
    }

    /// Each of these is a folder that is not shared, or more than that.
    @Test(
        .enabled(if: canPlayOthers, "needs root, and programs that others may start"),
        arguments: [
            "chmod g+w state", "chmod o+w state", "chmod g+w state/acme.shipcad", "rm state/.shared",
            "chgrp 64124 state", "echo 64124 > state/.shared", "echo > state/.shared",
            "chmod g+w state/.shared", "chown 65533 state/.shared",
            "rm state/.shared; ln -s /etc/hosts state/.shared",
            "chmod g+w state/acme.shipcad/device.key", "chmod o+r state/acme.shipcad/device.key",
            "chgrp 64124 state/acme.shipcad/device.key", "chown 65533 state/acme.shipcad/license",
            "chown 65534 state/acme.shipcad", "chmod g-x state",
        ])
    func `Nothing else is believed`(change: String) throws {
        try install()
        let changed = try run(change)
        try #require(changed.status == 0, "\(changed.errors)")
        let asked = try member("verify")
        #expect(asked.status != 0 && asked.status != 1, "\(asked.status) \(asked.errors)")
    }

    @Test(.enabled(if: canPlayOthers, "needs root, and programs that others may start"))
    func `An installation that is there is shared later, and is closed by its permissions`() throws {
        try install()
        _ = try run("rm state/.shared; chmod -R go-rwx state; chgrp -R root state")
        #expect(try member("verify").status == 77)
        let again = try run("countersign-client request --renew --shared \(Self.group) --out x")
        #expect(again.status == 0, "\(again.errors)")
        #expect(try member("verify").status == 0)
        _ = try run("chmod -R go-rwx state")
        #expect(try member("verify").status == 77)
        #expect(try run("countersign-client verify").status == 0)
    }

    @Test(.enabled(if: canPlayOthers, "needs root, and programs that others may start"))
    func `A group that is not there, or not one's own, is refused before anything is shared`() throws {
        try prepare()
        _ = try run("chmod 644 shipcad.product; mkdir -m 700 state; chown 65534 state")
        let unknown = try run(
            "countersign-client request --state s --shared no-such-group --product shipcad.product --key-file y"
        )
        #expect(unknown.status == 64 && unknown.errors.contains("There is no group"), "\(unknown.errors)")
        let foreign = try member(
            "request --shared 64124 --product shipcad.product --key-file y", groups: "--clear-groups")
        #expect(foreign.errors.contains("you are not in the group"), "\(foreign.errors)")
        #expect(try run("find state -name .shared").output == "")
        #expect(try run("stat -c %a state").output == "700\n")
    }

    /// A vendor, and what members need to pass.
    private func prepare() throws {
        _ = try run("chmod 711 . '\(programs.path)'; chmod 755 '\(machine.root)'")
        let vendor = try text(of: "\(Stories.folder)/vendor.steps")
        for step in Transcript(vendor, shared: { $0 }).steps {
            let finished = try run(step.command)
            try #require(finished.status == 0, "\(step.command): \(finished.errors)")
        }
    }
}
