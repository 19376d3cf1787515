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

    /// Something that cannot be read from here: by this user, or in this sandbox.
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
    let hypervisor: String?
    let container: String?
    /// What leaves the machine in a request besides the components.
    let alsoLeaves: [String]
    let evidence: [String]
    let permission: String?
    let isEnough: Bool
    let components: [Item]
    let unreadable: [Unreadable]
    private let name: String?
    private let isRevealed: Bool

    enum CodingKeys: String, CodingKey {
        case product, environment, hypervisor, container, evidence, permission, components, unreadable
        case alsoLeaves = "also_leaves"
        case isEnough = "identifies_machine"
    }

    /// - Parameters:
    ///   - user: who would be named in a request with `--user`.
    ///   - file: the product whose salt and policy are applied; without it the standard policy, and no digests.
    ///   - isRevealed: whether the values are shown.
    init(
        of survey: MachineSurvey, and user: Component?, for file: ProductFile?, revealing isRevealed: Bool
    ) throws(Refusal) {
        let policy = file?.fingerprintPolicy ?? .standard
        let salt = file?.salt ?? FingerprintSalt(uncheckedBytes: [UInt8](repeating: 0, count: 16))
        let selection: ComponentSelection
        let fingerprint: Fingerprint
        let userDigest: ComponentDigest?
        do {
            selection = try ComponentSelection(of: survey, policy: policy, salt: salt)
            fingerprint = try Fingerprint(requesting: selection, and: user, salt: salt)
            userDigest = fingerprint.digests(of: .user).first
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
        let users = zip([user].compactMap { $0 }, [userDigest].compactMap { $0 }).map { user, digest in
            Item(user, .leaves(digest), hasDigest: hasDigests, isRevealed: isRevealed)
        }
        components =
            selection.items.map { item in
                Item(item.component, item.fate, hasDigest: hasDigests, isRevealed: isRevealed)
            } + users
        hypervisor = selection.environment.hypervisorName
        container = selection.environment.containerName
        alsoLeaves = [
            "product", "product-file-version", "license-id", "time", "device-public-key", "random-number",
            "proof-of-activation-key",
        ]
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
                "This is too little to bind a license to this machine: two kinds of component are needed, and one of "
                    + "them must be hardware that copying the disk does not copy.", .caution)
        }
        if permission == FingerprintPolicy.Permission.refuse.name {
            text.paragraph("The product is not licensed for \(environment).", .caution)
        }
        if name == nil {
            text.paragraph("The 16 bits depend on the product. To see them:")
            text.command(text.next.client("fingerprint --product FILE"))
        }
        if !isRevealed {
            text.paragraph("--reveal shows the values themselves; they never leave this machine.")
        }
    }

    private func renderLeaving(into text: inout TextReport) {
        text.heading("What leaves this machine in a request" + (name.map { " for \($0)" } ?? ""))
        for item in components where item.leaves {
            text.field(item.shownLabel, "\(item.digest ?? "16 bits"), from \(item.source)")
        }
        for source in unreadable where source.asked && !components.contains(where: { $0.kind == source.kind })
        {
            text.field(source.label, "that it could not be read, at \(source.source)")
        }
        if hypervisor != nil || container != nil { text.field("environment", environment) }
        text.field(
            "besides",
            "the product and its file's version, the license's id, the time, the public key of this machine's "
                + "device key, a random number, a proof of the activation key; in a request for a time correction, "
                + "the latest time that this machine has seen")
    }

    private func renderStaying(into text: inout TextReport) {
        let staying = components.filter { !$0.leaves }
        if !staying.isEmpty { text.heading("What stays here") }
        for item in staying { text.field(item.shownLabel, "\(item.reason ?? ""); \(item.source)") }
        guard isRevealed else { return }
        text.heading("The values themselves, which stay here")
        for item in components { text.field(item.shownLabel, item.value) }
    }

    private func renderUnreadable(into text: inout TextReport) {
        guard !unreadable.isEmpty else { return }
        text.heading("What cannot be read here")
        for source in unreadable {
            text.field(source.label, source.source + (source.asked ? ", which the product asks for" : ""))
        }
    }
}

extension FingerprintReport.Item {
    fileprivate init(
        _ component: Component, _ fate: ComponentSelection.Fate, hasDigest: Bool, isRevealed: Bool
    ) {
        kind = component.kind.name
        label = component.kind.label
        source = component.source
        rootOnly = component.access == .root
        holdsSystem = component.isSystemDisk
        value = isRevealed ? component.revealed : nil
        switch fate {
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
