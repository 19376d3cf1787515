import Activation
import Fingerprint

/// What a sheet says around the code, by the kind of document.
struct SheetWords {
    /// What the page is, such as `License`.
    let title: String
    /// What the document asks or answers, in one sentence.
    let lead: String
    /// What stands above the steps.
    let stepsTitle: String
    let steps: [Sheet.Step]
    /// What is not in the document; nil if there is nothing to be said.
    let absent: String?
    /// Who signs the page, as what.
    let signatures: [String]
    /// What becomes of what is read aloud, before the command that takes it.
    let phoneNote: String

    /// Longer names of the vendor and the product stand at the head of the page alone: no sentence could be read past
    /// them.
    private static let longestName = 40

    private static let readBack = "Type the answer that is read back into:"
    private static let typedThere = "Type them on the machine that asked, into:"

    /// - Parameters:
    ///   - productName: as people call the product.
    ///   - vendor: the vendor's name, if it is known.
    ///   - isSeries: whether there are several codes.
    ///   - commands: what the page's readers type.
    init(
        for document: AnyDocument, productName: String, vendor: String?, isSeries: Bool,
        commands: SheetCommands
    ) {
        let product = Self.inSentences(productName) ?? "this product"
        let vendor = vendor.flatMap(Self.inSentences) ?? "the vendor"
        switch document {
        case .request(let request): self.init(request.unverifiedBody, product, vendor, commands)
        case .license(let license): self.init(license.unverifiedBody, product, vendor, commands)
        case .correction: self.init(correctionOf: product, vendor, commands)
        case .product: self.init(productFileOf: product, vendor, commands, isSeries: isSeries)
        }
    }

    private init(_ request: Request, _ product: String, _ vendor: String, _ commands: SheetCommands) {
        let answer: String
        switch request.kind {
        case .activation:
            title = "Activation request"
            let isForUser = !request.fingerprint.digests(of: .user).isEmpty
            lead =
                "Asks \(vendor) for a license of \(product), "
                + (isForUser ? "for one user." : "for one machine that has no network.")
            answer = "a license"
        case .renewal:
            title = "Renewal request"
            lead =
                "Asks \(vendor) for a new license of \(product), in place of the one that the machine has."
            answer = "a license"
        case .timeCorrection:
            title = "Time correction request"
            lead =
                "Asks \(vendor) what time it is, for a machine with \(product) whose clock was once ahead."
            answer = "a time correction"
        }
        stepsTitle = "What happens next"
        steps = [
            Sheet.Step("The security officer reads this page and signs below that it may leave the site."),
            Sheet.Step("The page, or a straight and sharp photograph of it, goes to \(vendor)."),
            Sheet.Step("The desk reads the code, and sends \(answer) back."),
            Sheet.Step(
                "It is installed on the machine of this request:", command: commands.install),
        ]
        absent = """
            no serial number, no hardware or network address, no name of a person, machine or site, and no \
            activation key. Of each component there are 16 bits of a keyed hash: enough to recognise it, too \
            little to find out what it is.
            """
        signatures = ["Prepared by", "Released by the security officer"]
        phoneNote = Self.readBack
    }

    private init(_ license: License, _ product: String, _ vendor: String, _ commands: SheetCommands) {
        title = "License"
        let whom =
            switch license.binding {
            case .machine: "for one machine"
            case .user: "for one user"
            case .site: "for the site"
            }
        let term = license.lastDay.map { "until the end of \($0) (UTC)" } ?? "with no end date"
        lead = "\(vendor.capitalizedFirst) licenses \(product) \(whom), \(term)."
        let place =
            license.binding == .site
            ? "Every machine of the site accepts it" : "Only the machine that asked accepts it"
        (stepsTitle, steps) = Self.installing(place, commands)
        absent = "no name of a customer, person, machine or site, no address and no activation key."
        signatures = ["Received by", "Installed by"]
        phoneNote = Self.typedThere
    }

    private init(correctionOf product: String, _ vendor: String, _ commands: SheetCommands) {
        title = "Time correction"
        lead =
            "\(vendor.capitalizedFirst) says what time it was, to the one machine with \(product) that asked."
        (stepsTitle, steps) = Self.installing(
            "Only the machine that asked accepts it", commands)
        absent = "no name of a customer, person, machine or site, no address and no activation key."
        signatures = ["Received by", "Installed by"]
        phoneNote = Self.typedThere
    }

    private init(
        productFileOf product: String, _ vendor: String, _ commands: SheetCommands, isSeries: Bool
    ) {
        let codes = isSeries ? "Scan all codes, in any order," : "Scan the code"
        title = "Product file"
        lead = "\(vendor.capitalizedFirst) says how a machine checks its license of \(product)."
        stepsTitle = "What to do with it"
        steps = [
            Sheet.Step(
                "\(codes) with a scanner that types:",
                command: commands.installTyped),
            Sheet.Step("Compare the thumbprint on this page with the one that \(vendor) publishes."),
            Sheet.Step("Make a request, with the activation key:", command: commands.request),
        ]
        absent = nil
        signatures = ["Received by", "Root key compared by"]
        phoneNote = Self.typedThere
    }

    private static func installing(_ place: String, _ commands: SheetCommands) -> (String, [Sheet.Step]) {
        (
            "How to install it",
            [
                Sheet.Step("\(place). Use any one of these ways there:"),
                .way(
                    "Scan the code with a scanner that types, or type the groups below:",
                    command: commands.installTyped),
                .way(
                    "Take the file, if one came with this page:", command: commands.install),
                Sheet.Step("Check the result:", command: commands.status),
            ]
        )
    }

    /// A name as a sentence may have it; nil for one that is too long.
    private static func inSentences(_ name: String) -> String? {
        name.unicodeScalars.count <= longestName ? SheetText.clean(name) : nil
    }
}

extension String {
    /// Fit to begin a sentence.
    fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
