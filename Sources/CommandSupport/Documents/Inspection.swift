import Activation
import CBOR
import COSE
import Cryptography
import Fingerprint
import Refusals

/// A document in plain words, and whether its signature holds.
package struct Inspection: Report {
    private let kind: String
    private let bytes: Int
    private let signature: SignatureState
    private let facts: [Fact]
    private let diagnostic: String
    private let showsCBOR: Bool

    struct Fact {
        let name: String
        let label: String
        let value: String
        /// What JSON has in place of the words; an empty text is left out.
        var stable: String?
    }

    private enum SignatureState {
        case holds(String)
        case fails(Refusal)
        case unchecked(String)
        /// Whole, but not by a key that is believed here; the code says why.
        case notBelieved(String, RefusalCode)
    }

    /// Whether the signature was found not to hold, or not to be by a key that is believed here.
    package var isDoubtful: Bool {
        switch signature {
        case .fails, .notBelieved: true
        case .holds, .unchecked: false
        }
    }

    /// Whether the signature was found not to hold.
    var isForged: Bool {
        if case .fails = signature { return true }
        return false
    }

    /// - Parameters:
    ///   - document: what was read.
    ///   - showsCBOR: whether the words are followed by CBOR diagnostic notation; JSON always has it.
    ///   - productFile: finds the product file of a product that is believed here, for the signature of a license
    ///     or a time correction and a product file's root key.
    package init(
        of document: AnyDocument, showsCBOR: Bool,
        productFile: (ProductID) throws(Refusal) -> Verified<ProductFile>?
    ) throws(Refusal) {
        kind = document.kind.name
        self.showsCBOR = showsCBOR
        switch document {
        case .product(let product):
            bytes = product.encoded.count
            facts = Self.facts(of: product)
            signature = Self.state(
                of: product, trusted: try productFile(product.unverifiedBody.product)?.body)
            diagnostic = Self.diagnostic(product.encoded, product.object.payload)
        case .request(let request):
            bytes = request.encoded.count
            facts = Self.facts(of: request)
            signature = Self.state("holds: the device key in it signed it") { () throws(Refusal) in
                _ = try request.verified()
            }
            diagnostic = Self.diagnostic(request.encoded, request.object.payload)
        case .license(let license):
            bytes = license.encoded.count
            let file = try productFile(license.unverifiedBody.product)
            facts = Self.facts(of: license, catalogue: file?.body.features)
            if let file {
                signature = Self.state(of: license, under: file)
            } else {
                signature = .unchecked("the product file is not at hand")
            }
            diagnostic = Self.diagnostic(license.encoded, license.object.payload)
        case .correction(let correction):
            bytes = correction.encoded.count
            let file = try productFile(correction.unverifiedBody.product)
            facts = Self.facts(of: correction)
            if let file {
                signature = Self.state(of: correction, under: file)
            } else {
                signature = .unchecked("the product file is not at hand")
            }
            diagnostic = Self.diagnostic(correction.encoded, correction.object.payload)
        }
    }

    private static func state(of file: Unverified<ProductFile>, trusted: ProductFile?) -> SignatureState {
        let inside = state("whole; compare the root key below with the one the vendor publishes") {
            () throws(Refusal) in
            _ = try file.verifiedOnFirstUse()
        }
        guard case .holds = inside, let trusted, trusted.product == file.unverifiedBody.product else {
            return inside
        }
        guard trusted.rootKey == file.unverifiedBody.rootKey else {
            let thumbprint = COSEKey.thumbprint(of: trusted.rootKey).hexadecimal
            return .notBelieved(
                "whole, but signed by a root key that is not trusted here (trusted: \(thumbprint.prefix(16))…)",
                .productRootUnknown)
        }
        return .holds("holds: the root key that is trusted here signed it")
    }

    private static func state(
        of license: Unverified<License>, under file: Verified<ProductFile>
    ) -> SignatureState {
        issuedState(license, file, unknown: .licenseIssuerUnknown) { () throws(Refusal) in
            _ = try license.verified(under: file)
        }
    }

    private static func state(
        of correction: Unverified<TimeCorrection>, under file: Verified<ProductFile>
    ) -> SignatureState {
        issuedState(correction, file, unknown: .correctionIssuerUnknown) { () throws(Refusal) in
            _ = try correction.verified(under: file)
        }
    }

    /// The state of what an issuing key signs; that the file does not know the key is no proof of a forgery.
    private static func issuedState<Body>(
        _ document: Unverified<Body>, _ file: Verified<ProductFile>, unknown: RefusalCode,
        _ verify: () throws(Refusal) -> Void
    ) -> SignatureState {
        let product = file.body.product
        do throws(Refusal) {
            try verify()
            return .holds("holds: an issuing key of '\(product)' signed it")
        } catch {
            guard error.code == unknown else { return .fails(error) }
            let key = Hexadecimal.encode(document.object.protected.keyIdentifier ?? [])
            return .notBelieved(
                "not checked: version \(file.body.version) of the product file '\(product)' does not know the key "
                    + (key.isEmpty ? "that it names" : key), error.code)
        }
    }

    private static func state(
        _ holds: String, _ verify: () throws(Refusal) -> Void
    ) -> SignatureState {
        do throws(Refusal) {
            try verify()
            return .holds(holds)
        } catch {
            return .fails(error)
        }
    }

    /// What `inspect` says and a sheet prints, each fact with its label, in order.
    var lines: [(label: String, value: String)] {
        [("document", size), ("signature", signatureWords.text)] + facts.map { ($0.label, $0.value) }
    }

    private var size: String { "\(kind), \(bytes) bytes" }

    private var signatureWords: (text: String, emphasis: Emphasis) {
        switch signature {
        case .holds(let why): (why, .good)
        case .notBelieved(let why, _): (why, .bad)
        case .fails(let refusal): ("DOES NOT HOLD. \(refusal.sentence)", .bad)
        case .unchecked(let why): ("not checked: \(why)", .caution)
        }
    }

    /// Says the same in words.
    package func render(into text: inout TextReport) {
        text.field("document", size)
        text.field("signature", signatureWords.text, signatureWords.emphasis)
        for fact in facts { text.field(fact.label, fact.value) }
        guard showsCBOR else { return }
        text.heading("In CBOR diagnostic notation")
        text.verbatim(diagnostic)
    }

    private enum CodingKeys: String, CodingKey {
        case kind, bytes, signature, facts, diagnostic
        case signatureProblem = "signature_problem"
    }

    /// Writes `kind`, `bytes`, `signature` (`holds`, `fails`, `unchecked` or `not-believed`), `facts` and `diagnostic`.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(kind, forKey: .kind)
        try container.encode(bytes, forKey: .bytes)
        switch signature {
        case .holds: try container.encode("holds", forKey: .signature)
        case .fails(let refusal):
            try container.encode("fails", forKey: .signature)
            try container.encode(refusal.code.rawValue, forKey: .signatureProblem)
        case .unchecked: try container.encode("unchecked", forKey: .signature)
        case .notBelieved(_, let code):
            try container.encode("not-believed", forKey: .signature)
            try container.encode(code.rawValue, forKey: .signatureProblem)
        }
        let pairs = facts.map { ($0.name, $0.stable ?? $0.value) }.filter { !$0.1.isEmpty }
        try container.encode(Dictionary(pairs) { first, _ in first }, forKey: .facts)
        try container.encode(diagnostic, forKey: .diagnostic)
    }
}
