import ArgumentParser
import CommandSupport

/// The options of `request` for a call by telephone.
struct PhoneRequestOptions: ParsableArguments {
    @Flag(
        help: """
            Show the request as ten groups of digits, to be read to the vendor by telephone. The activation key is \
            needed for every kind of request.
            """)
    var phone = false

    @Flag(help: "Words to read aloud instead of digits. Only with --phone.")
    var words = false

    @Flag(
        help: """
            Make a new request, even if one is waiting for its answer that asks for the same. Without it, that one is given \
            again.
            """)
    var new = false

    func validate(_ output: OutputOptions, _ carriers: CarrierOptions) throws {
        if phone {
            guard !carriers.isShown else {
                throw ValidationError(
                    "Give --phone or a QR code in the terminal, not both; --sheet has both.")
            }
            guard output.out != "-" else {
                throw ValidationError("With --phone, name a file with --out, or leave it out.")
            }
        } else if words {
            throw ValidationError("--words works only with --phone.")
        }
    }
}
