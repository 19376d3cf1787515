import Activation
import ArgumentParser
import CommandSupport
import Countersign
import Cryptography
import Fingerprint
import FingerprintLinux
import Installation
import Refusals

/// `countersign-client fingerprint`: for the security officer, what would leave this machine.
struct FingerprintCommand: CountersignCommand {
    static let configuration = CommandConfiguration(
        commandName: "fingerprint",
        abstract: "Show which components identify this machine, and what a request says about them.",
        discussion: """
            A request has 16 bits of a keyed hash of each component that is listed first, and nothing of the \
            others. The hash is keyed with the product's salt: without a product, no digests are shown. Nothing is \
            written.
            """)

    @Option(
        help: ArgumentHelp(
            "The product file that came with the software; without it, the one in use, if there is only one.",
            valueName: "file"))
    var product: String?

    @Flag(help: "Show the values themselves: serial numbers and addresses. They stay on this machine.")
    var reveal = false

    @Flag(help: "Also show what a request with --user says about the user who runs this command.")
    var user = false

    @OptionGroup var state: StateOptions
    @OptionGroup var global: GlobalOptions

    func run(in context: CommandContext) throws(Refusal) {
        let survey = try LinuxProbe(root: context.root).survey()
        let file = try productFile(in: context)
        let report = try FingerprintReport(
            of: survey, and: user ? currentUserComponent() : nil, for: file, revealing: reveal)
        try context.show(report, as: global.format)
    }

    /// The product that the digests are for; nil where it is not said, and not clear.
    private func productFile(in context: CommandContext) throws(Refusal) -> ProductFile? {
        if let product { return try context.readProductFile(product).body }
        let folder = try StateFolder.openIfPresent(state.path(in: context))
        let known = try folder?.products() ?? []
        guard known.count == 1, let id = known.first else { return nil }
        return try folder?.product(id)?.productFileInUse()?.body
    }
}
