import Activation
import ArgumentParser
import CommandSupport
import Cryptography
import Refusals

/// Reads what `--root-key` names: the root key's thumbprint as the vendor publishes it.
struct RootKeyOptions: ParsableArguments {
    @Option(
        name: .customLong("root-key"),
        help: ArgumentHelp(
            "Accept only a product file of this root key (64 hexadecimal digits, from the vendor).",
            discussion:
                "Without it, the first product file that was installed here is trusted.",
            valueName: "thumbprint"))
    var rootKey: String?

    /// The root key that is named, if one is.
    ///
    /// - Throws: `usage.invalid` for what is no thumbprint.
    func pin() throws(Refusal) -> RootKeyPin? {
        guard let rootKey else { return nil }
        return try RootKeyPin(rootKey)
    }

    /// Refuses a product file of another root key than the one named.
    func check(_ file: Unverified<ProductFile>) throws(Refusal) { _ = try confirmed(by: file) }

    /// The root key that was named, which is the file's; nil if none was.
    ///
    /// - Throws: `product.root-unknown` for a file of another one.
    func confirmed(by file: Unverified<ProductFile>) throws(Refusal) -> PublicKey? {
        guard let pin = try pin() else { return nil }
        try pin.check(file)
        return file.unverifiedBody.rootKey
    }
}
