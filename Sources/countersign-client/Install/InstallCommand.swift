import Activation
import ArgumentParser
import ClockGuard
import CommandSupport
import Countersign
import Cryptography
import Installation
import Intake
import Refusals

/// `countersign-client install`: takes in whatever the vendor sent.
struct InstallCommand: CountersignCommand {
    static let configuration = CommandConfiguration(
        commandName: "install",
        abstract: "Install what the vendor sent: a license, a newer product file, or a time correction.")

    @Argument(help: "The file that the vendor sent; '-' reads standard input.")
    var input: String?

    @OptionGroup var call: PhoneInstallOptions
    @OptionGroup var rootKey: RootKeyOptions
    @OptionGroup var state: StateOptions
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard (input == nil) == call.phone else {
            throw ValidationError(
                call.phone
                    ? "--phone takes no file." : "Name the file that the vendor sent, or give --phone.")
        }
        try call.validate()
    }

    func run(in context: CommandContext) throws(Refusal) {
        guard let input else { return try runByPhone(in: context) }
        try context.show(install(document(input, in: context), in: context), as: global.format)
    }

    func install(_ document: AnyDocument, in context: CommandContext) throws(Refusal) -> InstallReport {
        let path = state.path(in: context)
        switch document {
        case .product(let file):
            let key = try rootKey.confirmed(by: file)
            let folder = try StateFolder.openOrCreate(state.pathToMake(in: context))
            return InstallReport(try folder.install(file, rootKey: key))
        case .license(let license):
            let trust = Trust.installed(license.unverifiedBody.product)
            do throws(Refusal) {
                return InstallReport(
                    try StateFolder.open(path).install(
                        license, trusting: trust, machine: try context.machine(), random: SystemRandom()))
            } catch {
                throw notRequested(license.unverifiedBody, error, path, in: context)
            }
        case .correction(let correction):
            let trust = Trust.installed(correction.unverifiedBody.product)
            return InstallReport(
                try StateFolder.open(path).install(
                    correction, trusting: trust, machine: try context.machine()))
        case .request:
            throw Refusal(.documentWrongKind)
        }
    }

    /// The usual reason is another user's folder, as after `sudo`: so the refusal says which folder it was.
    private func notRequested(
        _ license: License, _ refusal: Refusal, _ path: String, in context: CommandContext
    ) -> Refusal {
        if refusal.code == .stateMissing, license.binding == .site {
            return Refusal(
                .stateMissing,
                "No product file is installed in \(path), the folder of user \(context.userName).",
                remedy:
                    "First install the product file that came with the software: "
                    + context.next.client("install FILE")
            )
        }
        let what: String
        switch refusal.code {
        case .stateMissing: what = "No request was made in \(path)"
        // What says more than that is left as it is: the request was made here, with a key that is gone.
        case .licenseNotRequestedHere where refusal.sentence == Refusal(.licenseNotRequestedHere).sentence:
            what = "This license answers a request that was not made in \(path)"
        default: return refusal
        }
        return Refusal(
            refusal.code, "\(what), the folder of user \(context.userName).",
            remedy:
                "Install it as the user who made the request (perhaps sudo was used for one step only), or name that "
                + "user's folder with --state. Only if no request was ever made: "
                + "\(context.next.client(RequestCommand.first))"
        )
    }

    /// The document to install. A mail may hold the request that it answers, too; what cannot be installed is
    /// refused here, in the words that fit.
    private func document(_ input: String, in context: CommandContext) throws(Refusal) -> AnyDocument {
        let (document, bytes) = try context.readDocument(input)
        guard case .request = document else { return document }
        do throws(Refusal) {
            return .license(try Unverified<License>(reading: bytes))
        } catch {
            throw error.concerning(context.name(ofInput: input))
        }
    }
}
