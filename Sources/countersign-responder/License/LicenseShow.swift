import Activation
import ArgumentParser
import CommandSupport
import Cryptography
import Fingerprint
import Intake
import Issuing
import Ledger
import Refusals

/// `countersign-responder license show`.
struct LicenseShow: CountersignCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a license, its seats and its history.")

    @Argument(help: "The license's id or its activation key.")
    var keyOrID: String

    @Flag(help: "Show all seats, not only the last \(LicenseShow.seatsShown) that were taken.")
    var all = false

    static let seatsShown: Int64 = 50

    @OptionGroup var place: VaultOptions
    @OptionGroup var passphrase: UnneededPassphraseOptions
    @OptionGroup var global: GlobalOptions

    func run(in context: CommandContext) throws(Refusal) {
        let id = try licenseID(keyOrID, context.next)
        let report = try place.locked(in: context).ledger().read { (ledger) throws(Refusal) in
            guard let standing = try ledger.license(id.bytes) else {
                throw Refusal(.licenseUnknown, "The ledger has no license \(id).")
            }
            let entitlement = try Entitlement(standing)
            let seats =
                all
                ? try ledger.activations(ofLicense: id.bytes)
                : try ledger.newestActivations(ofLicense: id.bytes, limit: Self.seatsShown).reversed()
            let changes = try ledger.lastChanges(of: seats, entitlement)
            let catalogue = try OptionText.productID(standing.license.productID)
            return LicenseShowReport(
                rebindings: entitlement.binding == .site
                    ? nil
                    : RebindingReport(
                        try ledger.rebindings(of: entitlement, at: UnixTime(rawValue: context.now()))),
                license: try LicenseSummary(standing, catalogue: try ledger.catalogue(of: catalogue)),
                seats: seats.map {
                    LicenseShowReport.Seat($0, boundTo: entitlement.binding, change: changes[$0.id])
                },
                seatsLeftOut: max((seats.first?.number ?? 1) - 1, 0),
                history: try ledger.auditRecords(
                    AuditFilter(subjects: [.license(id)]), limit: 50, offset: 0
                ).map(LicenseShowReport.Event.init))
        }
        try context.show(report, as: global.format)
    }
}

/// A license as a person names it: by its id of eight symbols, or by its activation key.
///
/// - Parameter next: writes the command that finds it.
func licenseID(_ text: String, _ next: NextCommands) throws(Refusal) -> LicenseID {
    if let id = LicenseID(text: text) { return id }
    // A key with a symbol too many or too few is a key still; a name, or a part of one, is not.
    let symbols = text.unicodeScalars.count { $0.properties.isAlphabetic || $0.properties.numericType != nil }
    guard symbols >= 20, text.unicodeScalars.contains(where: { $0.properties.numericType != nil }) else {
        throw Refusal(
            .usageInvalid, "'\(text)' is neither a license's id nor an activation key.",
            remedy:
                "Give the id, of 8 symbols, or the key, of 25; '\(next.responder("license list --customer NAME"))' "
                + "finds the id.")
    }
    do {
        return try ActivationKey(typed: text).licenseID()
    } catch let refusal as Refusal {
        throw refusal
    } catch {
        throw Refusal(.internalInconsistency, "The license id could not be computed (\(error)).")
    }
}

private struct LicenseShowReport: Report {
    struct Seat: Encodable {
        /// From 1, as the desk chooses it by telephone.
        let seat: Int64
        let machine: String
        let deviceKey: String
        let first: String
        let last: String
        let inUse: Bool
        /// Whether the machine was only ever told by telephone.
        let byPhone: Bool
        /// What the machine is; nil where the license is not bound to one.
        let environment: String?
        /// What was different about the machine when it was last answered; nil if that was only once.
        let components: [ComponentReport]?
        let change: String?
        let firstShort: String
        let lastShort: String

        enum CodingKeys: String, CodingKey {
            case seat, machine, first, last, environment, components
            case deviceKey = "device_key"
            case inUse = "in_use"
            case byPhone = "by_phone"
        }

        init(
            _ record: ActivationRecord, boundTo binding: LicenseBinding,
            change comparison: FingerprintComparison?
        ) {
            seat = record.number
            let fingerprint = binding == .machine ? Fingerprint(machineBytes: record.fingerprint) : nil
            environment = fingerprint?.environment.label
            components = comparison?.results.map(ComponentReport.init)
            change = comparison.map { ComparisonWords($0, tellsNewcomers: true).sentence }
            machine = Hexadecimal.encode(record.fingerprint)
            deviceKey = Hexadecimal.encode(record.deviceKey.prefix(8))
            first = UnixTime(rawValue: record.firstAt).description
            last = UnixTime(rawValue: record.lastAt).description
            inUse = record.returnedAt == nil
            byPhone = PhoneSeat.isOnlyMarked(record)
            firstShort = UnixTime(rawValue: record.firstAt).shortText
            lastShort = UnixTime(rawValue: record.lastAt).shortText
        }
    }

    struct Event: Encodable {
        let at: String
        let actor: String
        let action: String
        let carrier: String
        let detail: String
        let atShort: String

        enum CodingKeys: String, CodingKey {
            case at, actor, action, carrier, detail
        }

        init(_ record: AuditRecord) {
            at = UnixTime(rawValue: record.at).description
            actor = record.actor
            action = record.action
            carrier = record.carrier
            detail = record.detail ?? "erased"
            atShort = UnixTime(rawValue: record.at).shortText
        }
    }

    /// The most rows of the history that a person is shown; JSON has more.
    private static let eventsShown = 10

    /// The changes of machine; nil for a site.
    let rebindings: RebindingReport?
    let license: LicenseSummary
    let seats: [Seat]
    /// How many seats were taken before those that are shown.
    let seatsLeftOut: Int64
    let history: [Event]

    enum CodingKeys: String, CodingKey {
        case license, seats, history, rebindings
        case seatsLeftOut = "seats_left_out"
    }

    func render(into text: inout TextReport) {
        text.field("license", license.license, .strong)
        text.field("customer", license.customer)
        text.field("product", license.product)
        text.field("term", license.term)
        text.field("bound to", license.binding)
        text.field("seats", "\(license.seatsInUse) of \(license.seats) in use")
        text.field("machine changes", rebindings?.inShort)
        text.field("features", license.features.isEmpty ? "none" : license.features.joined(separator: ", "))
        text.field("maintenance", license.maintenanceUntil.map { "until \($0)" })
        text.field("added", license.created)
        text.field("revoked", license.revoked.map { "\($0): \(license.revocationReason ?? "")" }, .bad)
        if !seats.isEmpty {
            renderSeats(into: &text)
        }
        renderHistory(into: &text)
    }

    private func renderSeats(into text: inout TextReport) {
        text.heading("Seats")
        var table = TextTable(["seat", "first activated", "last answered", "device key", "machine", ""])
        for seat in seats {
            table.row([
                "\(seat.seat)", seat.firstShort, seat.lastShort,
                seat.byPhone ? "not known" : "\(seat.deviceKey.prefix(8))",
                seat.byPhone ? "by telephone" : seat.environment ?? "",
                seat.inUse ? "" : "returned",
            ])
        }
        text.table(table)
        if seatsLeftOut > 0 {
            text.paragraph(
                "\(seatsLeftOut) \(seatsLeftOut == 1 ? "seat that was" : "seats that were") taken earlier "
                    + "\(seatsLeftOut == 1 ? "is" : "are") not shown. To see all:")
            text.command(text.next.responder("license show \(license.license) --all"))
        }
        let changed = seats.filter { $0.components?.contains { $0.outcome != "same" } ?? false }
        guard !changed.isEmpty else { return }
        text.heading("What was different about a machine when it was last answered")
        for seat in changed { text.paragraph("Seat \(seat.seat): \(seat.change ?? "")") }
    }

    private func renderHistory(into text: inout TextReport) {
        text.heading("History, the latest first (UTC)")
        var table = TextTable(["when", "what", "detail"])
        for event in history.prefix(Self.eventsShown) {
            let detail = event.detail.isEmpty ? "" : event.detail + ", "
            table.row([event.atShort, event.action, "\(detail)by \(event.actor)"])
        }
        text.table(table)
        guard history.count > Self.eventsShown else { return }
        text.paragraph("There is more:")
        text.command(text.next.responder("audit list --subject \(license.license)"))
    }
}
