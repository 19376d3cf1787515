import COSE
import CommandTesting
import Cryptography
import Simulation
import Testing

@testable import countersign_client

@Suite("The root key that a script names")
struct RootKeyTests {
    let site: PlayedSite
    let thumbprint: String

    init() throws {
        site = try PlayedSite()
        try site.license()
        thumbprint = COSEKey.thumbprint(of: site.vendor.rootKey.publicKey).hexadecimal
    }

    /// Both doors of `verify`.
    private func verify(_ rootKey: String) -> [CommandResult] {
        [
            site.client("verify", "--root-key", rootKey),
            site.client("verify", "--root-key", rootKey, "--format", "json"),
        ]
    }

    @Test func `It may come from a file that another system wrote`() {
        let groups = stride(from: 0, to: 64, by: 8).map { thumbprint.dropFirst($0).prefix(8) }
        for text in [
            thumbprint, thumbprint + "\r", thumbprint + "\r\n", "\u{feff}\(thumbprint)\n\n",
            thumbprint.uppercased(), groups.joined(separator: " "), groups.joined(separator: ":\r\n"),
            "\t\(thumbprint)\u{a0}",
        ] {
            for said in verify(text) { #expect(said.status == 0, "\(text) \(said.standardError)") }
            #expect(RootKeyPin.isGood(text), "\(text)")
        }
        for text in [String(thumbprint.dropLast()), thumbprint + "0", "\(thumbprint)\r\n\(thumbprint)"] {
            for said in verify(text) { #expect(said.status == 64, "\(text)") }
        }
    }

    @Test func `The key itself is named as such, and the thumbprint to give in its place`() {
        let key = site.vendor.rootKey.publicKey.bytes
        let digits = Hexadecimal.encode(key)
        let requested = site.client(
            "request", "--product", site.temporary("app.product"), "--key-file", site.temporary("key"),
            "--root-key", digits, "--out", site.temporary("b.request"))
        let installed = site.client(
            "install", site.temporary("app.product"), "--root-key", digits)
        for said in verify(digits) + [requested, installed] {
            #expect(said.status == 64)
            #expect(words(said.standardError).contains("was given the root key itself"), "\(said)")
            #expect(said.standardError.contains(thumbprint), "\(said)")
        }
        // Another vendor's key is just another number.
        for said in verify(String(repeating: "ab", count: 32)) {
            #expect(said.status == 65 && !said.standardError.contains(thumbprint))
        }
    }

    @Test func `What has another form is named as what it looks like`() {
        let base64 = "3sVhNbxdsVlKFQFZ1qR4+u/x4b1LmVgKbyRfvQJw7dA"
        for text in [base64, base64 + "=", "3sVhNbxdsVlKFQFZ1qR4-u_x4b1LmVgKbyRfvQJw7dA\r\n"] {
            for said in verify(text) {
                #expect(said.status == 64 && words(said.standardError).contains("a key in Base64"), "\(said)")
            }
        }
        for text in [
            "app.product", "/etc/app/root.thumbprint", "./thumbprint", site.temporary("app.product"),
        ] {
            for said in verify(text) {
                let heard = words(said.standardError)
                #expect(said.status == 64 && heard.contains("looks like a file's name"), "\(said)")
                #expect(heard.contains("get it from the vendor"), "\(said)")
            }
        }
        for said in verify("zz\(thumbprint.dropFirst(2))") {
            #expect(said.status == 64 && words(said.standardError).contains("other characters"), "\(said)")
        }
    }
}

extension RootKeyPin {
    fileprivate static func isGood(_ text: String) -> Bool { (try? RootKeyPin(text)) != nil }
}

/// The words of a text that was broken into lines.
func words(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
}
