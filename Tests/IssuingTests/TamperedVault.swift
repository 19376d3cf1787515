import Activation
import COSE
import Cryptography
import Fingerprint
import GRDB
import Glibc
import Ledger
import PhoneCode
import Refusals
import SimulatedDesk
import Simulation

@testable import Issuing

/// A vault with a life behind it: each of its tables has rows, and most have rows that were changed. Copies of its ledger
/// are tampered with.
struct TamperedVault {
    let vendor: Vendor
    let file: Verified<ProductFile>
    private let sold: [(id: LicenseID, key: ActivationKey)]
    private let calls: [SpokenCode]
    /// A request that was answered.
    private let again: Verified<Request>
    /// The ledger's file as it is, and as it was some time before.
    let today: [UInt8]
    let yesterday: [UInt8]
    let extras: [String]

    private enum License {
        static let fleet = 0
        static let trial = 1
        static let revoked = 2
        static let spoken = 3
        static let blocked = 4
    }

    init() throws {
        vendor = try Vendor()
        let (desk, around) = (vendor.vault, vendor.surroundings)
        file = try vendor.productFile()
        var sold = [
            try vendor.sell(.lease(days: 30), seats: 50, features: ["cad"]),
            try vendor.sell(.trial(days: 30), seats: 1),
            try vendor.sell(), try vendor.sell(seats: 2), try vendor.sell(),
        ]
        let machine = SimulatedMachine(1)
        again = try SimulatedMachine(16).request(with: file, key: sold[License.spoken].key, device: 16)
        _ = try vendor.answer([
            machine.request(with: file, key: sold[License.fleet].key),
            SimulatedMachine(2).request(with: file, key: sold[License.fleet].key, device: 8),
            again,
            SimulatedMachine(3).request(with: file, key: sold[License.trial].key, device: 9),
            SimulatedMachine(4).request(with: file, key: sold[License.revoked].key, device: 10),
        ])
        let spoken = try Self.code(5, sold[License.spoken].key, file)
        var call = try desk.openCall(agent: "Anna", in: around)
        let asked = try Self.code(6, sold[License.spoken].key, file)
        _ = try desk.desk(in: around).card(for: asked, in: call.held)
        yesterday = try Self.bytes(vendor)

        vendor.clock.advance(days: 1)
        try desk.refuseCall(call.held, in: around)
        call = try desk.openCall(agent: "Bert", in: around)
        _ = try desk.desk(in: around).answer(spoken, in: call.held)
        for number in 0..<Int(Vault.attemptsPerLicense) {
            let wrong = try Self.code(
                20 + number, sold[License.spoken].key, file, of: sold[License.blocked].key)
            _ = refusal { try desk.desk(in: around).card(for: wrong, in: call.held) }
        }
        try desk.setSeats(3, of: sold[License.fleet].id, in: around)
        _ = try desk.revoke(sold[License.revoked].id, reason: "sold on", in: around)
        _ = try desk.change(
            Vendor.product, Vault.ProductChange(name: "Hull", policy: Vault.PolicyChange(rebindings: 9)),
            in: around)
        _ = try desk.addFeatures(["fair"], to: Vendor.product, in: around)
        _ = try vendor.productFile()
        _ = try vendor.answer([
            machine.vouchedRequest(with: file, for: .renewal, license: sold[License.fleet].id),
            machine.with(.disk, "new").request(with: file, key: sold[License.fleet].key),
            SimulatedMachine(2).vouchedRequest(
                with: file, for: .timeCorrection(highWaterMark: SimulatedMachine.noon.adding(days: 900)),
                license: sold[License.fleet].id, device: 8),
        ])
        sold.append(try vendor.sell())
        self.sold = sold
        calls = [spoken, asked]
        today = try Self.bytes(vendor)
        let folder = vendor.temporary
        extras = try ["vault.key", "root.key"].map { name in
            String(decoding: try folder.read("vault/" + name), as: UTF8.self)
        }
    }

    private static func bytes(_ vendor: Vendor) throws -> [UInt8] {
        let queue = try DatabaseQueue(path: vendor.temporary("vault/ledger.sqlite"))
        try queue.inDatabase { _ = try Row.fetchAll($0, sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
        try queue.close()
        return try vendor.temporary.read("vault/ledger.sqlite")
    }

    /// The code of a machine's request, its proof made with the second key if there is one.
    private static func code(
        _ machine: Int, _ key: ActivationKey, _ file: Verified<ProductFile>, of other: ActivationKey? = nil
    ) throws -> SpokenCode {
        let request = try SimulatedMachine(machine).request(
            with: file, key: other ?? key, device: UInt8(machine))
        return try RequestCode(of: request, key: key.proofKey()).spoken
    }
}

extension TamperedVault {
    /// A copy of today's ledger, opened after it was tampered with.
    final class Copy {
        let vendor: Vendor
        private let folder: TemporaryFolder
        private let vaultPath: String

        init(_ original: TamperedVault, _ tamper: (Database) throws -> Void) throws {
            let folder = try TemporaryFolder()
            self.folder = folder
            let path = folder("vault")
            guard mkdir(path, 0o700) == 0 else { throw Refusal(.fileUnwritable) }
            try folder.write(original.today, to: "vault/ledger.sqlite")
            try folder.write(original.yesterday, to: "yesterday.sqlite")
            for (name, text) in zip(["vault.key", "root.key"], original.extras) {
                try folder.write(Array(text.utf8), to: "vault/" + name)
            }
            for name in ["vault/ledger.sqlite", "vault/vault.key", "vault/root.key"] {
                chmod(folder(name), 0o600)
            }
            var configuration = Configuration()
            configuration.foreignKeysEnabled = false
            let queue = try DatabaseQueue(path: folder("vault/ledger.sqlite"), configuration: configuration)
            try queue.inDatabase { database in
                try database.execute(sql: "PRAGMA ignore_check_constraints = 1")
                for trigger in try String.fetchAll(
                    database, sql: "SELECT name FROM sqlite_master WHERE type = 'trigger'")
                {
                    try database.execute(sql: "DROP TRIGGER \(trigger)")
                }
                try database.execute(sql: "ATTACH ? AS yesterday", arguments: [folder("yesterday.sqlite")])
                try tamper(database)
                try database.execute(sql: "DETACH yesterday")
            }
            try queue.close()
            vaultPath = path
            vendor = try Vendor(opening: path, keptIn: folder, at: original.vendor.clock.now)
        }

        /// Whether `audit verify` finds nothing: with the passphrase, and without.
        func findings() throws -> [Bool] {
            let thumbprint = COSEKey.thumbprint(of: vendor.rootKey)
            return [
                try Self.isWhole { try vendor.vault.verifyLog() },
                try Self.isWhole {
                    try LockedVault(opening: vaultPath).verifyLog(believing: .thumbprint(thumbprint))
                },
            ]
        }

        private static func isWhole(_ verify: () throws -> VerifiedLog) throws -> Bool {
            do {
                return try verify().isWhole
            } catch let refusal as Refusal where refusal.isOfTampering {
                return false
            }
        }

        func names(_ sql: String) throws -> [String] { try read { try String.fetchAll($0, sql: sql) } }

        /// Some rows of a table, from the first to the last, by their columns: all of them where they are few.
        func rows(of table: String) throws -> [[String: DatabaseValue]] {
            let most = ["events", "activation_marks"].contains(table) ? 3 : 9
            let rows = try read { try Row.fetchAll($0, sql: "SELECT * FROM \(table)") }
            let places = Set((0..<most).map { $0 * (rows.count - 1) / (most - 1) }).sorted()
            return places.filter(rows.indices.contains).map { place in
                Dictionary(uniqueKeysWithValues: rows[place].map { ($0, $1) })
            }
        }

        private func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
            let queue = try DatabaseQueue(path: folder("vault/ledger.sqlite"))
            return try queue.read(body)
        }
    }

    /// What is decided in a copy, as texts: what a decision depends on is in them, and nothing random.
    func decisions(in copy: Vendor) -> [String] {
        let (desk, around) = (copy.vault, copy.surroundings)
        func outcome(_ body: () throws -> String) -> String {
            do {
                return try body()
            } catch {
                return (error as? Refusal)?.code.rawValue ?? "\(error)"
            }
        }
        func answer(_ request: () throws -> Verified<Request>) -> String {
            outcome {
                let answer = try copy.answer(request())
                guard case .refused(let refusal) = answer else {
                    return "\(answer.name) \(answer.grant.map(Self.inWords) ?? "")"
                }
                return refusal.code.rawValue
            }
        }
        func card(_ code: SpokenCode) -> String {
            outcome {
                let call = try desk.openCall(agent: "Carla", in: around)
                let card = try desk.desk(in: around).card(for: code, in: call.held)
                guard case .refusal(let refusal) = card.prospect else {
                    return
                        "\(card.seatsInUse) of \(card.seats), \(card.prospect.inShort), \(card.refusals.count)"
                }
                return refusal.code.rawValue
            }
        }
        let fleet = sold[License.fleet]
        return [
            // The very same request, and a machine that only its traces tell.
            answer { again },
            answer {
                try SimulatedMachine(2).with(.disk, "third").request(with: file, key: fleet.key, device: 15)
            },
            answer { try SimulatedMachine(1).vouchedRequest(with: file, for: .renewal, license: fleet.id) },
            answer { try SimulatedMachine(2).request(with: file, key: fleet.key, device: 8) },
            answer {
                try SimulatedMachine(2).with(.disk, "other").request(with: file, key: fleet.key, device: 8)
            },
            answer { try SimulatedMachine(7).request(with: file, key: fleet.key, device: 11) },
            answer { try SimulatedMachine(8).request(with: file, key: fleet.key, device: 12) },
            answer {
                try SimulatedMachine(3).vouchedRequest(
                    with: file, for: .renewal, license: sold[License.trial].id, device: 9)
            },
            answer {
                try SimulatedMachine(4).request(with: file, key: sold[License.revoked].key, device: 10)
            },
            answer { try SimulatedMachine(9).request(with: file, key: sold[5].key, device: 13) },
            card(calls[0]), card(calls[1]),
            outcome {
                let call = try desk.openCall(agent: "Carla", in: around)
                _ = try desk.desk(in: around).answer(calls[1], in: call.held)
                return "granted"
            },
            card((try? Self.code(40, sold[License.blocked].key, file)) ?? calls[0]),
            outcome {
                let signed = try copy.productFile().body
                return
                    "\(signed.version) \(signed.name) \(signed.features.names.sorted { $0.key < $1.key }) \(signed.salt.bytes)"
                    + " \(signed.issuingKeys.count) \(signed.fingerprintPolicy)"
            },
            outcome { try copy.sell(features: ["nest"]).id.description.isEmpty ? "" : "sold" },
        ]
    }

    private static func inWords(_ grant: Grant) -> String {
        "\(grant.license.lastDay.map(\.description) ?? "perpetual") \(grant.license.features) \(grant.isSameSeat) "
            + "\(grant.seatsInUse) of \(grant.seats), \(grant.customer)"
    }
}

extension Refusal {
    /// Whether it says that somebody changed what the vault has.
    var isOfTampering: Bool { [.vaultDamaged, .auditBroken].contains(code) }
}
