import Activation
import Cryptography
import Refusals

/// Reads documents of any kind and verifies them, as the programs do: a product file under the root key, a
/// license and a time correction under a product file, a request by itself.
package struct Believing: Sendable {
    /// A door: takes an input, and lets a document in.
    package typealias Door = @Sendable ([UInt8]) throws(Refusal) -> AnyDocument

    private let rootKey: PublicKey
    private let productFile: Verified<ProductFile>
    private let door: Door

    /// Under the product file in plain bytes, which must be the sample vendor's.
    ///
    /// - Parameter door: what reads documents; the strict door of files that our programs write, if not said otherwise.
    package init(productFile: [UInt8], door: @escaping Door = Believing.written) throws {
        let file = try Unverified<ProductFile>(encoded: productFile)
        self.init(try file.verified(trusting: Sample.vendor().rootKey.publicKey), door: door)
    }

    /// Under a product file that is believed.
    package init(_ productFile: Verified<ProductFile>, door: @escaping Door = Believing.written) {
        self.productFile = productFile
        self.door = door
        rootKey = productFile.body.rootKey
    }

    /// The strict door of files that our programs write.
    package static let written: Door = { (input) throws(Refusal) in try AnyDocument(written: input) }

    /// The strict door of plain bytes.
    package static let encoded: Door = { (input) throws(Refusal) in try AnyDocument(encoded: input) }

    /// The bytes of the document if it is believed.
    package func believe(_ input: [UInt8]) throws(Refusal) -> [UInt8] {
        switch try door(input) {
        case .product(let product): try product.verified(trusting: rootKey).encoded
        case .request(let request): try request.verified().encoded
        case .license(let license): try license.verified(under: productFile).encoded
        case .correction(let correction): try correction.verified(under: productFile).encoded
        }
    }

    /// The kind of the document if it is believed, else the code of the refusal.
    package func outcome(_ input: [UInt8]) -> String {
        do throws(Refusal) {
            _ = try believe(input)
            return try door(input).kind.rawValue
        } catch {
            return error.code.rawValue
        }
    }
}
