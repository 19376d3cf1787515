import COSE
import Cryptography
import Refusals
import TestSupport

@testable import Activation

/// Reads documents of any kind and verifies them, as the programs do: a product file under the root key, a
/// license and a time correction under a product file, a request by itself.
struct Believing {
    let rootKey: PublicKey
    let productFile: Verified<ProductFile>

    init(productFile: [UInt8]) throws {
        rootKey = try Sample.vendor().rootKey.publicKey
        self.productFile = try Unverified<ProductFile>(reading: productFile).verified(trusting: rootKey)
    }

    init(_ productFile: Verified<ProductFile>) throws {
        self.productFile = productFile
        rootKey = productFile.body.rootKey
    }

    /// The bytes of the document if it is believed.
    func believe(_ input: [UInt8]) throws(Refusal) -> [UInt8] {
        switch try AnyDocument(reading: input) {
        case .product(let product): try product.verified(trusting: rootKey).encoded
        case .request(let request): try request.verified().encoded
        case .license(let license): try license.verified(under: productFile).encoded
        case .correction(let correction): try correction.verified(under: productFile).encoded
        }
    }

    /// The kind of the document if it is believed, else the code of the refusal.
    func outcome(_ input: [UInt8]) -> String {
        do throws(Refusal) {
            _ = try believe(input)
            return try AnyDocument(reading: input).kind.rawValue
        } catch {
            return error.code.rawValue
        }
    }
}

extension AnyDocument {
    /// The bytes as they were read.
    var encoded: [UInt8] {
        switch self {
        case .product(let product): product.encoded
        case .request(let request): request.encoded
        case .license(let license): license.encoded
        case .correction(let correction): correction.encoded
        }
    }

    /// The object, encoded anew.
    var objectBytes: [UInt8] {
        switch self {
        case .product(let product): product.object.encoded
        case .request(let request): request.object.encoded
        case .license(let license): license.object.encoded
        case .correction(let correction): correction.object.encoded
        }
    }
}
