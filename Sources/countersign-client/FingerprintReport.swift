import Activation
import CommandSupport
import Countersign
import Cryptography
import Fingerprint
import Refusals

/// What `fingerprint` says.
struct FingerprintReport: Report {
    /// A component of the machine.
    struct Item: Encodable {
        let kind: String
        let source: String
        let rootOnly: Bool
        let leaves: Bool
        let digest: String?
        /// Why it does not leave the machine.
        let reason: String?
        let holdsSystem: Bool
        let value: String?
        let label: String

        enum CodingKeys: String, CodingKey {
            case kind, source, leaves, digest, reason, value
            case rootOnly = "root_only"
            case holdsSystem = "holds_system"
        }
    }

    /// Something that this user may not read.
    struct Unreadable: Encodable {
        let kind: String
        let source: String
        let asked: Bool
        let label: String

        enum CodingKeys: String, CodingKey {
            case kind, source, asked
        }
    }

    let product: String?
    let environment: String
    let evidence: [String]
    let permission: String?
    let isEnough: Bool
    let components: [Item]
    let unreadable: [Unreadable]
    private let name: String?
    private let isRevealed: Bool

    enum CodingKeys: String, CodingKey {
        case product, environment, evidence, permission, components, unreadable
        case isEnough = "identifies_machine"
    }

    /// - Parameters:
    ///   - file: the product whose salt and policy are applied; without it the standard policy, and no digests.
    ///   - isRevealed: whether the values are shown.
    init(
        of survey: MachineSurvey, for file: ProductFile?, revealing isRevealed: Bool
    ) throws(Refusal) {
        let policy = file?.fingerprintPolicy ?? .standard
        let salt = file?.salt ?? FingerprintSalt(uncheckedBytes: [UInt8](repeating: 0, count: 16))
        let selection: ComponentSelection
        let fingerprint: Fingerprint
        do {
            selection = try ComponentSelection(of: survey, policy: policy, salt: salt)
            fingerprint = try Fingerprint(requesting: selection, and: nil, salt: salt)
        } catch {
            throw Refusal(.internalInconsistency, "The components could not be digested (\(error)).")
        }
        product = file?.product.text
        name = file?.name
        environment = survey.environment.label
        evidence = survey.environment.evidence
        permission = file.map { $0.fingerprintPolicy.permission(for: selection.environment).name }
        isEnough = fingerprint.isTelling
        self.isRevealed = isRevealed
        let hasDigests = file != nil
        components = selection.items.map { item in
            Item(item, hasDigest: hasDigests, isRevealed: isRevealed)
        }
        unreadable = survey.unreadable.map { source in
            Unreadable(
                kind: source.kind.name, source: source.source, asked: policy.reads(source.access),
                label: source.kind.label)
        }
    }

    func render(into text: inout TextReport) {
        text.field("this machine", environment, .strong)
        for sentence in evidence { text.field("because", sentence) }
        renderLeaving(into: &text)
        renderStaying(into: &text)
        renderUnreadable(into: &text)
        text.blankLine()
        if !isEnough {
            text.paragraph(
                "This is too little to bind a license to this machine: two kinds of component are needed, and one "
                    + "of them must be hardware that no copy of a disk brings along.", .caution)
        }
        if permission == FingerprintPolicy.Permission.refuse.name {
            text.paragraph("The product is not licensed to \(environment).", .caution)
        }
        if name == nil {
            text.paragraph("The 16 bits depend on the product. To see them:")
            text.command("countersign-client fingerprint --product FILE")
        }
        if !isRevealed { text.paragraph("The values themselves are shown with --reveal, and only here.") }
    }

    private func renderLeaving(into text: inout TextReport) {
        text.heading("What leaves this machine in a request" + (name.map { " for \($0)" } ?? ""))
        var table = TextTable(["component", "as", "from"] + (isRevealed ? ["value"] : []))
        for item in components where item.leaves {
            table.row(
                [item.shownLabel, item.digest ?? "16 bits", item.source] + [item.value].compactMap { $0 })
        }
        if components.contains(where: \.leaves) {
            text.table(table)
        } else {
            text.paragraph("No component.")
        }
        if environment != Environment().label { text.paragraph("And that it is \(environment).") }
    }

    private func renderStaying(into text: inout TextReport) {
        let staying = components.filter { !$0.leaves }
        guard !staying.isEmpty else { return }
        text.heading("What stays here")
        var table = TextTable(["component", "why", "from"] + (isRevealed ? ["value"] : []))
        for item in staying {
            table.row([item.shownLabel, item.reason ?? "", item.source] + [item.value].compactMap { $0 })
        }
        text.table(table)
    }

    private func renderUnreadable(into text: inout TextReport) {
        guard !unreadable.isEmpty else { return }
        text.heading("What this user may not read")
        var table = TextTable(["component", "asked for", "from"])
        for source in unreadable { table.row([source.label, source.asked ? "yes" : "no", source.source]) }
        text.table(table)
    }
}

extension FingerprintReport.Item {
    fileprivate init(_ item: ComponentSelection.Item, hasDigest: Bool, isRevealed: Bool) {
        let component = item.component
        kind = component.kind.name
        label = component.kind.label
        source = component.source
        rootOnly = component.access == .root
        holdsSystem = component.isSystemDisk
        value = isRevealed ? component.revealed : nil
        switch item.fate {
        case .leaves(let digest):
            leaves = true
            self.digest = hasDigest ? digest.hexadecimal : nil
            reason = nil
        case .follows(let other):
            leaves = false
            digest = nil
            reason = "follows from the \(other.kind.label)" + (other.kind == component.kind ? " above" : "")
        case .surplus:
            leaves = false
            digest = nil
            reason = "there are enough others"
        case .notAsked:
            leaves = false
            digest = nil
            reason = "only root may read it, and the product does not ask for it"
        }
    }

    fileprivate var shownLabel: String { holdsSystem ? "\(label) (system)" : label }
}
