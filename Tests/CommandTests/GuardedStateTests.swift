import Glibc
import Simulation
import Testing

/// Who may have what of the state folder, with the programs as they are.
@Suite("A state folder that is guarded")
struct GuardedStateTests {
    private static func run(_ line: String, in folder: TemporaryFolder) throws -> Finished {
        try runShell(line, in: folder.path, environment: try Stories.environment(in: folder.path))
    }

    private static let asUser = "setpriv --reuid 65534 --regid 65534 --clear-groups"

    /// By root, and not where the programs are out of the user's reach.
    private static let canPlayOthers: Bool = {
        guard geteuid() == 0, let folder = try? TemporaryFolder() else { return false }
        return (try? run("chmod 711 . && \(asUser) countersign-client --version", in: folder).status) == 0
    }()

    @Test(arguments: ["state", "link", "chain"])
    func `One that is a link of the user's is as good as the folder`(name: String) throws {
        let folder = try TemporaryFolder()
        _ = try Self.run(
            "mkdir moved && ln -s moved state && ln -s state link && ln -s link chain", in: folder)
        for command in ["verify", "status"] {
            let finished = try Self.run("countersign-client \(command) --state \(name)", in: folder)
            #expect(finished.status == 1, "\(finished.errors)")
        }
        let vault = try Self.run("ln -s moved vault; countersign-responder license list", in: folder)
        #expect(vault.errors.contains("code: vault.missing"), "\(vault.errors)")
    }

    /// As a service is run whose folder root has moved: `DynamicUser` of systemd, homes on another disk.
    @Test(.enabled(if: canPlayOthers, "needs root, and programs that others may start"))
    func `A link of root's leads a service's user to the folder of its own, and another's does not`() throws {
        let folder = try TemporaryFolder()
        _ = try Self.run("mkdir real; ln -s real root; ln -s real foreign; chmod 711 .", in: folder)
        try #require(
            chown(folder("real"), 65_534, 65_534) == 0 && lchown(folder("foreign"), 65_533, 65_533) == 0)
        let own = try Self.run("\(Self.asUser) countersign-client verify --state root", in: folder)
        #expect(own.status == 1 && own.errors == "", "\(own.errors)")
        let foreign = try Self.run("\(Self.asUser) countersign-client verify --state foreign", in: folder)
        #expect(foreign.status == 77)
        #expect(foreign.errors.contains("code: state.other-owner"))
    }

    @Test func `A folder whose name is not UTF-8 is that very one, where the environment names it`() throws {
        let folder = try TemporaryFolder()
        let odd = "$(printf 'st\\351')"
        _ = try Self.run(
            "mkdir -m 700 \"\(odd)\"; touch \"\(odd)/.lock\"; chmod 770 \"\(odd)\"", in: folder)
        let found = try Self.run("COUNTERSIGN_STATE=\"\(odd)\" countersign-client verify", in: folder)
        #expect(found.status == 77)
        #expect(found.errors.contains("st\\xE9: its permissions are 770"), "\(found.errors)")
        let vault = try Self.run(
            "COUNTERSIGN_VAULT=\"\(odd)/v\" countersign-responder init --passphrase-file none", in: folder)
        #expect(
            vault.status == 64 && vault.errors.contains("st\\xE9/v"), "\(vault.errors)")
        _ = try Self.run("rm -r \"\(odd)\"", in: folder)
    }

    /// `sudo -E`, or a `sudo` that keeps `HOME`.
    @Test(
        .enabled(if: geteuid() == 0, "needs root"),
        arguments: [
            "client request --product none --key-file none", "client request --phone --product none",
            "responder init --passphrase-file none",
        ])
    func `Root makes nothing in the home of another user, unless it was named`(command: String) throws {
        let folder = try TemporaryFolder()
        _ = try Self.run("mkdir home", in: folder)
        try #require(chown(folder("home"), 65_534, 65_534) == 0)
        let home = "env -u COUNTERSIGN_STATE -u COUNTERSIGN_VAULT HOME=\(folder("home"))"
        let refused = try Self.run("\(home) countersign-\(command)", in: folder)
        let isClient = command.hasPrefix("client")
        #expect(refused.status == 77)
        #expect(refused.errors.contains("code: \(isClient ? "state" : "vault").other-owner"))
        #expect(refused.errors.contains("without sudo"), "\(refused.errors)")
        let named = isClient ? "--state home/named" : "--vault home/named"
        let other = try Self.run("\(home) countersign-\(command) \(named)", in: folder)
        #expect(other.errors.contains("code: file.not-found"), "\(other.errors)")
        #expect(try folder.names(in: "home") == [])
    }

    @Test(arguments: ["verify", "status", "install none", "verify --format json"])
    func `One that others may change is refused by every command`(command: String) throws {
        let folder = try TemporaryFolder()
        _ = try Self.run("mkdir -m 700 state && touch state/.lock none && chmod 770 state", in: folder)
        let finished = try Self.run("countersign-client \(command)", in: folder)
        // What is to be installed is read first.
        #expect(finished.status == (command.hasPrefix("install") ? 65 : 77))
        #expect(finished.status != 77 || finished.errors.contains("state.other-owner"))
    }
}
