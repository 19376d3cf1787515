import Activation
import CommandSupport
import Countersign
import Fingerprint
import Installation
import Refusals

/// What is so about one product, in words and for scripts.
struct ProductStatus: Encodable {
    let product: String
    let name: String
    let verdict: String
    let licensed: Bool
    let license: String?
    let kind: String?
    let binding: String?
    let lastDay: String?
    let daysLeft: Int?
    let features: [String]
    let seats: UInt32?
    let maintenanceUntil: String?
    let productFileVersion: UInt32?
    /// When a request was made that is newer than the license, and whose answer is on the way.
    let requestMadeAt: String?
    let components: [Component]
    private let sentence: String
    private let term: String?
    let remedy: String?

    struct Component: Encodable {
        let kind: String
        let outcome: String
        let label: String

        enum CodingKeys: String, CodingKey {
            case kind, outcome
        }
    }

    enum CodingKeys: String, CodingKey {
        case product, name, verdict, licensed, license, kind, binding, features, seats, components, remedy
        case lastDay = "last_day"
        case daysLeft = "days_left"
        case maintenanceUntil = "maintenance_until"
        case productFileVersion = "product_file_version"
        case requestMadeAt = "request_made_at"
    }

    /// A product about which nothing can be said, and why.
    init(of id: ProductID, because refusal: Refusal) {
        failure = refusal.code.exitStatus
        requestMadeAt = nil
        product = id.text
        name = id.text
        productFileVersion = nil
        verdict = refusal.code.rawValue
        licensed = false
        sentence = refusal.sentence
        remedy = refusal.remedy
        license = nil
        kind = nil
        binding = nil
        term = nil
        lastDay = nil
        daysLeft = nil
        features = []
        seats = nil
        maintenanceUntil = nil
        components = []
    }

    /// Why nothing can be said, as an exit status; nil if a verdict was reached.
    let failure: ExitStatus?

    /// - Parameters:
    ///   - underway: a request that is newer than the license.
    ///   - isOnly: whether this machine has no other product, so that a new request need not name it.
    init(_ verdict: Verdict, of file: ProductFile, underway: Request?, isOnly: Bool, today: CalendarDay) {
        failure = nil
        let words = VerdictWords(
            verdict, contact: file.contact, underway: underway,
            command: isOnly ? RequestCommand.again : RequestCommand.first)
        requestMadeAt = underway?.madeAt.description
        product = file.product.text
        name = file.name
        productFileVersion = file.version
        self.verdict = verdict.code
        licensed = verdict.isLicensed
        sentence = words.sentence
        remedy = words.remedy
        let license = verdict.license
        self.license = license?.id.description
        kind = license?.kind.rawName
        binding = license?.binding.rawName
        term = license.map { "\($0.kind.label), for \($0.binding.label)" }
        lastDay = license?.lastDay?.description
        daysLeft = license?.lastDay.map { max(0, Int($0.daysSince1970 - today.daysSince1970) + 1) }
        features = (license?.features ?? []).map(file.features.name)
        seats = license?.binding == .site ? license?.seats : nil
        maintenanceUntil = license?.maintenanceUntil?.description
        components =
            verdict.comparison?.results.map {
                Component(
                    kind: ComponentKind(rawValue: $0.kind)?.name ?? "kind-\($0.kind)",
                    outcome: $0.outcome.rawValue,
                    label: $0.label)
            } ?? []
    }

    func render(into text: inout TextReport) {
        text.heading(name)
        text.paragraph(sentence, licensed ? .good : .caution)
        text.field("license", license.map { "\($0), \(term ?? "")" })
        text.field("last day", lastDay.map { "\($0) (UTC), \(Self.days(daysLeft ?? 0))" })
        text.field("features", features.isEmpty ? nil : features.joined(separator: ", "))
        text.field("seats", seats.map { "\($0)" })
        text.field("maintenance", maintenanceUntil.map { "until \($0)" })
        for component in components { text.field(component.label, component.outcome) }
        text.field("product file", productFileVersion.map { "version \($0)" })
        text.field("what to do", remedy)
    }

    private static func days(_ count: Int) -> String {
        switch count {
        case 0: "over"
        case 1: "today"
        default: "\(count) days with today"
        }
    }
}

/// What `status` says: one part a product.
struct StatusReport: Report {
    let licensed: Bool
    let products: [ProductStatus]
    /// Where was looked.
    let folder: String

    /// Yes, no, or why it cannot be said.
    var status: ExitStatus { products.compactMap(\.failure).first ?? (licensed ? .success : .no) }

    private enum CodingKeys: String, CodingKey {
        case licensed, products, folder
    }

    init(_ products: [ProductStatus], in folder: String) {
        self.products = products
        self.folder = folder
        licensed = !products.isEmpty && products.allSatisfy(\.licensed)
    }

    func render(into text: inout TextReport) {
        guard products.isEmpty else {
            for product in products { product.render(into: &text) }
            return
        }
        text.paragraph("There is no license in \(folder), and none was asked for.", .caution)
        text.paragraph("To make a request:")
        text.command(RequestCommand.first)
    }
}
