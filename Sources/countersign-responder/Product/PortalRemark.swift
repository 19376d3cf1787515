import CommandSupport
import TextForm

/// What a vendor should know of his portal's address, because QR codes lead to it.
struct PortalRemark {
    private let sentence: String
    private let remedy: String

    /// Nil where there is nothing to say.
    init?(_ address: String?) {
        guard let address, !address.isEmpty else { return nil }
        guard let portal = Portal(address) else {
            sentence =
                "QR codes of requests cannot lead to the portal '\(address)'; they carry the request alone."
            remedy =
                "For codes that open the portal, give an address that begins with https:// and has only letters, "
                + "digits, '.', '-' and '/'."
            return
        }
        // The host is the same in capitals; a path is not.
        let path = address.dropFirst("https://".count).drop { $0 != "/" }
        guard path.contains(where: \.isLowercase) else { return nil }
        sentence = "QR codes of requests ask the portal for \(portal.address)/R/..., all in capitals."
        remedy = "See that the server answers in capitals too."
    }

    func show(in context: CommandContext) {
        context.diagnostics().warn(sentence, remedy: remedy)
    }
}
