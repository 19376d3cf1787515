import Activation
import CommandSupport
import Ledger

/// What the customer has to be told about a new license, ready to mail.
struct CustomerLetter {
    /// Line by line, each as it is to be sent.
    let lines: [String]

    private static let width = 74

    /// - Parameter product: nil where the ledger has lost it.
    init(
        _ license: LicenseSummary, _ binding: LicenseBinding, _ kind: LicenseKind, _ key: ActivationKey,
        _ product: ProductRecord?
    ) {
        let contact = Contact(
            phone: product?.phone, email: product?.email, portal: product?.portal, help: nil)
        let reach = contact.sentence.map { " (\($0))" } ?? ""
        let user = binding == .user ? " --user" : ""
        var lines = Self.wrapped(
            "Your license for \(product?.name ?? license.product): \(Self.term(license, kind)), "
                + "\(Self.holders(binding, license.seats)).")
        lines += ["The activation key: \(key.text)", ""]
        lines += Self.wrapped(
            Self.place(binding) + " save the key in the file activation.key, and make a request:")
        lines += ["  countersign-client request --product \(license.product).product \\"]
        lines += ["    --key-file activation.key\(user) --out machine.request", ""]
        lines += Self.wrapped(
            "Send us the request\(reach). Install the license that we send back, in the same place:")
        lines += ["  countersign-client install machine.license"]
        if binding == .site {
            lines += [""]
            lines += Self.wrapped(
                "On each other machine of the site, install the product file first, then the same license:")
            lines += ["  countersign-client install \(license.product).product"]
            lines += ["  countersign-client install machine.license"]
        }
        lines += Self.renewal(kind)
        self.lines = lines
    }

    private static func term(_ license: LicenseSummary, _ kind: LicenseKind) -> String {
        switch kind {
        case .perpetual: "with no end date"
        case .dated: license.term
        case .lease: "a \(license.term) from each activation"
        case .trial: "a \(license.term) from the first activation, given once"
        }
    }

    private static func holders(_ binding: LicenseBinding, _ seats: Int64) -> String {
        switch binding {
        case .machine: "for \(seats) \(seats == 1 ? "machine" : "machines")"
        case .user: "for \(seats) \(seats == 1 ? "user" : "users")"
        case .site: "for all machines of your site"
        }
    }

    private static func place(_ binding: LicenseBinding) -> String {
        switch binding {
        case .machine: "On the machine that is to be licensed,"
        case .user: "As the user who is to be licensed,"
        case .site: "On one machine,"
        }
    }

    /// Only a lease goes on.
    private static func renewal(_ kind: LicenseKind) -> [String] {
        guard kind == .lease else { return [] }
        return [""]
            + wrapped(
                "Before the days are over, renew the license. This needs no activation key; send us the request, and "
                    + "install what comes back:")
            + ["  countersign-client request --renew --out renewal.request"]
    }

    private static func wrapped(_ text: String) -> [String] {
        TextWrap.lines(of: SafeText.line(text), width: width)
    }
}
