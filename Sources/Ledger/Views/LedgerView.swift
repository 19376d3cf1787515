/// A table that is a view of the events: whatever it says, an event says.
///
/// Beside its own columns each such table has two: `event`, the number of the event that wrote the row last, and
/// `row_code`, a keyed code over the row and that number.
package struct LedgerView: Sendable {
    /// A column, in the order in which events have them.
    struct Column: Sendable {
        /// What events have of its values.
        enum Kind {
            /// The values.
            case plain
            /// Salted hashes, because nobody else is to have what is sealed.
            case sealed
            /// Salted hashes, because they may be about people, and can be erased.
            case personal
        }

        let name: String
        let kind: Kind

        /// Whether events have a salted hash in its place.
        var isErasable: Bool { kind != .plain }

        static func plain(_ name: String) -> Column { Column(name: name, kind: .plain) }
        static func sealed(_ name: String) -> Column { Column(name: name, kind: .sealed) }
        static func personal(_ name: String) -> Column { Column(name: name, kind: .personal) }
    }

    /// How events name it. A number is never used again for another table.
    let number: UInt64
    /// The table's name.
    package let table: String
    /// Its columns: those of the key first.
    let columns: [Column]
    /// How many of them are the key.
    let keyCount: Int

    let insertion: String
    let update: String
    let selection: String

    init(_ number: UInt64, _ table: String, key: [String], _ others: [Column]) {
        self.number = number
        self.table = table
        columns = key.map { .plain($0) } + others
        keyCount = key.count
        let names = columns.map(\.name)
        let all = names + ["event", "row_code"]
        let places = repeatElement("?", count: all.count).joined(separator: ", ")
        let condition = key.map { "\($0) = ?" }.joined(separator: " AND ")
        let changed = (others.map(\.name) + ["event", "row_code"]).map { "\($0) = ?" }.joined(separator: ", ")
        insertion = "INSERT INTO \(table) (\(all.joined(separator: ", "))) VALUES (\(places))"
        update = "UPDATE \(table) SET \(changed) WHERE \(condition)"
        selection = "SELECT \(all.joined(separator: ", ")) FROM \(table) WHERE \(condition)"
    }

    /// The columns, then `event` and `row_code`, as a SELECT names them.
    func list(of name: String? = nil) -> String {
        let prefix = name.map { $0 + "." } ?? ""
        return (columns.map(\.name) + ["event", "row_code"]).map { prefix + $0 }.joined(separator: ", ")
    }

    /// How many columns ``list(of:)`` names.
    var listCount: Int { columns.count + 2 }
}

extension LedgerView {
    /// All of them, in the order of their numbers.
    package static let all: [LedgerView] = [
        customers, products, features, productFiles, signingKeys, auditKeys, licenses, seatTallies,
        activations, devices, answers, rebindings, calls, phoneAttempts, phoneRefusals,
    ]

    static let customers = LedgerView(
        1, "customers", key: ["id"], [.personal("name"), .plain("created_at")])
    static let products = LedgerView(
        2, "products", key: ["id"],
        [
            .plain("name"), .plain("vendor"), .plain("salt"), .plain("phone"), .plain("email"),
            .plain("portal"), .plain("help"), .plain("threshold"), .plain("reads_root_only"),
            .plain("virtual_machines"), .plain("containers"), .plain("clock_hours"), .plain("rebindings"),
            .plain("feature_count"), .plain("file_version"), .plain("created_at"),
        ])
    static let features = LedgerView(3, "features", key: ["product_id", "number"], [.plain("name")])
    static let productFiles = LedgerView(
        4, "product_files", key: ["product_id", "version"], [.plain("document"), .plain("created_at")])
    static let signingKeys = LedgerView(
        5, "signing_keys", key: ["kid"],
        [
            .plain("public_key"), .sealed("sealed_secret"), .plain("not_before"), .plain("not_after"),
            .plain("withdrawn_since"), .plain("created_at"),
        ])
    static let auditKeys = LedgerView(
        6, "audit_keys", key: ["number"],
        [
            .plain("public_key"), .sealed("sealed_secret"), .plain("root_key"), .plain("not_before"),
            .plain("certificate"), .plain("created_at"),
        ])
    static let licenses = LedgerView(
        7, "licenses", key: ["id"],
        [
            .plain("product_id"), .plain("customer_id"), .sealed("sealed_proof"), .plain("kind"),
            .plain("ends_on"), .plain("days"), .plain("binding"), .plain("seats"), .plain("features"),
            .plain("maintenance_until"), .plain("created_at"), .personal("note"), .plain("revoked_at"),
            .personal("revocation_reason"),
        ])
    static let seatTallies = LedgerView(
        8, "seat_tallies", key: ["license_id"], [.plain("taken"), .plain("returned"), .plain("rebindings")])
    static let activations = LedgerView(
        9, "activations", key: ["id"],
        [
            .plain("license_id"), .plain("number"), .plain("fingerprint"), .plain("device_key"),
            .plain("mark"), .plain("first_at"), .plain("last_at"), .plain("returned_at"),
            .plain("corrections"),
        ])
    static let devices = LedgerView(
        10, "devices", key: ["license_id", "device_key", "activation_id"], [.plain("first_at")])
    static let answers = LedgerView(
        11, "answers", key: ["request_digest"],
        [
            .plain("license_id"), .plain("kind"), .plain("carrier"), .plain("received_at"),
            .plain("activation_id"), .plain("kid"), .plain("answered"), .plain("shows_machine"),
            .plain("request"), .plain("response"), .plain("issued_at"),
        ])
    static let rebindings = LedgerView(
        12, "rebindings", key: ["license_id", "number"],
        [
            .plain("parts"), .plain("activation_id"), .plain("at"), .plain("carrier"), .personal("reason"),
        ])
    static let calls = LedgerView(
        13, "calls", key: ["id"],
        [
            .plain("opened_at"), .plain("updated_at"), .plain("agent"), .plain("license_id"), .plain("code"),
            .plain("typed"), .plain("position"), .plain("ended_at"), .plain("seat"), .plain("shown"),
            .plain("session"),
        ])
    static let phoneAttempts = LedgerView(
        14, "phone_attempts", key: ["code"], [.plain("license_id"), .plain("at")])
    static let phoneRefusals = LedgerView(
        15, "phone_refusals", key: ["id"],
        [.plain("code"), .plain("call_id"), .plain("agent"), .plain("at")])
}
