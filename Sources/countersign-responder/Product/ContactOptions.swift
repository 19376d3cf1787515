import Activation
import ArgumentParser

/// Where sites reach the vendor, for every command that makes or changes a product.
struct ContactOptions: ParsableArguments {
    @Option(help: "The telephone number that sites call.")
    var phone: String?

    @Option(help: "The e-mail address that sites write to.")
    var email: String?

    @Option(help: "The address of the web page that sites visit.")
    var portal: String?

    @Option(
        help:
            "The address of the web page that explains refusals by their codes. The client shows it below each."
    )
    var helpAddress: String?

    /// What was given, as it stands in a product file.
    var contact: Contact { Contact(phone: phone, email: email, portal: portal, help: helpAddress) }
}
