import Activation
import CommandSupport
import Cryptography
import Installation

/// What `request --phone` shows.
struct PhoneRequestReport: Report {
    let kind: String
    let product: String
    let license: String
    let digest: String
    let groups: [String]
    let form: String
    /// Whether it was made now; else it waits since it was made.
    let new: Bool
    let phone: String?
    let file: String?
    let sheet: String?
    private let name: String
    private let label: String
    private let madeAt: UnixTime
    private let isWords: Bool
    private let install: String

    enum CodingKeys: String, CodingKey {
        case kind, product, license, digest, groups, form, new, phone, file, sheet
    }

    /// - Parameter install: the command that takes the answer.
    init(
        _ made: MadeRequest, _ groups: [String], isWords: Bool, isNew: Bool, install: String, file: String?,
        sheet: String?
    ) {
        let body = made.request.body
        kind = body.kind.rawName
        label = body.kind == .activation ? "activation" : body.kind.label
        product = body.product.text
        name = made.productFile.body.name
        license = body.license.description
        digest = RequestDigest(of: made.request.unverified).hexadecimal
        self.groups = groups
        form = isWords ? "words" : "digits"
        self.isWords = isWords
        new = isNew
        self.install = install
        phone = made.productFile.body.contact.phone
        madeAt = body.madeAt
        self.file = file
        self.sheet = sheet
    }

    func render(into text: inout TextReport) {
        let count = groups.count
        text.paragraph("Call " + (phone ?? "the vendor") + ", and say:", .strong)
        text.blankLine()
        text.paragraph(
            "   \"\(label.prefix(1).uppercased() + label.dropFirst()) by telephone, for \(name).\"")
        text.blankLine()
        text.paragraph(
            isWords
                ? "Then read these \(count) groups with their numbers, four words each:"
                : "Then read these \(count) groups with their numbers, three digits at a time:")
        text.blankLine()
        text.groups(groups)
        text.blankLine()
        text.paragraph(
            "You will be asked for your name, and told whose license it is. If you are asked which license, say \(license). Then "
                + (isWords ? "16 groups of four words" : "32 groups of digits")
                + " are read to you. Type them here:")
        text.blankLine()
        text.command(install, inStep: true)
        text.blankLine()
        text.paragraph(
            (new
                ? ""
                : "This request was made on \(madeAt.day) and is waiting for its answer; --new makes another. ")
                + "If the call drops, call again: the same groups get the same answer.", .faint)
        text.field("written to", file)
        text.field("page", sheet)
    }
}
