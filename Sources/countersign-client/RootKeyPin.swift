import Activation
import Countersign
import Cryptography
import DurableFiles
import Installation
import Refusals

/// The one root key that is believed.
struct RootKeyPin {
    private let thumbprint: String

    /// - Parameter text: what `--root-key` was given.
    /// - Throws: `usage.invalid` for what is no thumbprint.
    init(_ text: String) throws(Refusal) {
        let digits = RootKeyThumbprint.digits(in: text)
        guard digits.allSatisfy(\.isHexDigit), digits.count == 64 else {
            throw Self.noThumbprint(text, digits)
        }
        thumbprint = digits
    }

    /// What was given, as far as it can be told, and what to give.
    private static func noThumbprint(_ text: String, _ digits: String) -> Refusal {
        let whole = "Copy the whole thumbprint from where the vendor publishes it."
        if digits.allSatisfy(\.isHexDigit) {
            return Refusal(
                .usageInvalid, "--root-key needs 64 digits; \(digits.count) were given.", remedy: whole)
        }
        if isKeyInBase64(digits) {
            return Refusal(
                .usageInvalid,
                "--root-key needs a thumbprint, and was given what looks like a key in Base64.",
                remedy: "Give the 64 hexadecimal digits that the vendor publishes as the root key.")
        }
        if text.contains("/") || text.contains(".") {
            return Refusal(
                .usageInvalid,
                "--root-key needs a thumbprint, and was given what looks like a file's name, '\(shownPath(text))'.",
                remedy:
                    "Give the thumbprint itself, 64 hexadecimal digits; from a file that holds it with --root-key "
                    + "\"$(cat FILE)\". Do not take it from a product file: get it from the vendor.")
        }
        return Refusal(
            .usageInvalid,
            "--root-key needs 64 hexadecimal digits, and '\(shownPath(text))' has other characters.",
            remedy: whole
        )
    }

    /// 32 bytes, in either alphabet, with the sign that fills up or without it.
    private static func isKeyInBase64(_ text: String) -> Bool {
        let signs = text.hasSuffix("=") ? text.dropLast() : text[...]
        return signs.utf8.count == 43 && !signs.hasPrefix("/")
            && signs.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "+/-_".contains($0)) }
    }

    /// Whether the file names this root key.
    func matches(_ file: Unverified<ProductFile>) -> Bool { RootKeyThumbprint.matches(thumbprint, file) }

    /// Refuses the root key itself in the place of its thumbprint: both have 64 digits.
    private func requireNoKey(_ file: Unverified<ProductFile>) throws(Refusal) {
        let key = file.unverifiedBody.rootKey
        guard Hexadecimal.decode(thumbprint) == key.bytes else { return }
        throw Refusal(
            .usageInvalid, "--root-key needs a thumbprint, and was given the root key itself.",
            remedy: "Give the thumbprint of that key: \(RootKeyThumbprint.text(of: key))")
    }

    /// Refuses a product file of another root key.
    func check(_ file: Unverified<ProductFile>) throws(Refusal) {
        guard !matches(file) else { return }
        try requireNoKey(file)
        throw Refusal(
            .productRootUnknown,
            "The product file is signed by a different root key from the one that --root-key names.",
            remedy:
                "Use the product file that came with the software, and compare the thumbprint with the one "
                + "that the vendor publishes.")
    }

    /// Refuses what is installed here under another root key.
    func check(inUse file: Verified<ProductFile>) throws(Refusal) {
        guard !matches(file.unverified) else { return }
        try requireNoKey(file.unverified)
        throw Refusal(
            .productRootUnknown,
            "The product file of '\(file.body.product)' in use here is signed by a different root key from the one "
                + "that --root-key names.",
            remedy:
                "What is installed here is not from this vendor. Make a new request with the product file that came "
                + "with the software, in a new state folder.")
    }
}
