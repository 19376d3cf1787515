import Activation
import CommandSupport
import Countersign
import Cryptography
import Fingerprint
import Installation

/// What `request` says.
struct RequestReport: Report {
    let product: String
    let productFileVersion: UInt32
    let license: String
    let bytes: Int
    let components: [String]
    let file: String?
    let document: String
    let kind: String
    let environment: String?
    let hypervisor: String?
    let container: String?
    let unreadable: [String]
    let digest: String
    /// Whether it was made now; else it waits since it was made.
    let new: Bool
    private let labels: [String]
    private let unreadableLabels: [String]
    private let name: String
    private let label: String
    private let isActivation: Bool
    private let asksForTime: Bool
    private let contact: String?
    /// What is read aloud instead, on the page; nil where that is not there.
    let phoneGroups: [String]?
    /// Where the request is kept; nil where it was written as a document.
    private let kept: String?

    enum CodingKeys: String, CodingKey {
        case kind, product, license, bytes, components, unreadable, environment, hypervisor, container,
            digest, new
        case file, document
        case productFileVersion = "product_file_version"
        case phoneGroups = "phone_groups"
    }

    init(_ made: MadeRequest, file: String?, kept: String?, phoneGroups: [String]?) {
        new = !made.isWaiting
        self.kept = kept
        self.phoneGroups = phoneGroups
        let body = made.request.body
        kind = body.kind.rawName
        label = body.kind.label
        isActivation = body.kind == .activation
        asksForTime = body.kind == .timeCorrection
        environment = body.fingerprint.environment == .bare ? nil : body.fingerprint.environment.label
        hypervisor = body.fingerprint.environment.hypervisorName
        container = body.fingerprint.environment.containerName
        let unreadableKinds = body.fingerprint.entries.filter(\.digests.isEmpty).map {
            ComponentKind(rawValue: $0.kind)
        }
        unreadable = unreadableKinds.map { $0?.name ?? "component" }
        unreadableLabels = unreadableKinds.map { $0?.label ?? "component" }
        digest = RequestDigest(of: made.request.unverified).hexadecimal
        product = body.product.text
        name = made.productFile.body.name
        contact = made.productFile.body.contact.sentence
        productFileVersion = body.productFileVersion
        license = body.license.description
        bytes = made.request.encoded.count
        let kinds = body.fingerprint.entries.flatMap { entry in
            entry.digests.map { _ in ComponentKind(rawValue: entry.kind) }
        }
        components = kinds.map { $0?.name ?? "component" }
        labels = kinds.map { $0?.label ?? "component" }
        self.file = file == "-" ? nil : file
        document = String(
            decoding: Armour(kind: .request, bytes: made.request.encoded).text, as: UTF8.self)
    }

    func render(into text: inout TextReport) {
        let subject = "\(name), license \(license)"
        text.field(
            "request for", isActivation ? subject : "\(label) of \(subject)", .strong)
        let said = [
            "the product", "the license's id", "the time", "a device key", "a random number",
            isActivation ? "a proof of the activation key" : nil,
            asksForTime ? "the latest time that this machine has seen" : nil,
            environment.map { "that this is \($0)" },
        ].compactMap { $0 }
        text.field(
            "contains",
            said.joined(separator: ", ")
                + (labels.isEmpty
                    ? ", and no component" : ", and 16 bits each of: " + labels.joined(separator: ", "))
                + (unreadableLabels.isEmpty
                    ? "" : "; and that these could not be read: " + unreadableLabels.joined(separator: ", ")))

        text.field("written to", file.map { "\($0) (\(bytes) bytes signed)" })
        text.blankLine()
        text.paragraph("What to do next:")
        text.steps([
            "Carry the request to the vendor" + (contact.map { " (\($0))." } ?? "."),
            "Install the \(asksForTime ? "time correction" : "license") that comes back, on this machine:",
        ])
        text.command(text.next.client("install FILE"), inStep: true)
        // Where there is no file, none may come back either.
        if self.file == nil {
            text.command(
                text.next.client("install -") + "    (a scanner, zbarimg, or typed by hand)", inStep: true)
        }
        if phoneGroups != nil {
            text.command(
                text.next.client("install --phone") + " (after a call; the page has the groups)",
                inStep: true)
        }
        guard let kept else { return }
        text.blankLine()
        text.paragraph("To show the request again:")
        text.command(text.next.client("inspect \(ShellWord.quoted(kept)) --qr"))
    }
}
