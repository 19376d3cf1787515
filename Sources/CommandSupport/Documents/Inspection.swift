import Activation
import CBOR
import COSE
import Cryptography
import Fingerprint
import Refusals
import Sheet

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
        /// What JSON has where it is a list, empty or not.
        var items: [String]?
    }

    /// A fact's value in JSON.
    private enum StableValue: Encodable {
        case text(String)
        case list([String])

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .text(let text): try container.encode(text)
            case .list(let items): try container.encode(items)
            }
        }
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
            signature = Self.state("valid: signed by the device key in it") { () throws(Refusal) in
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
                signature = .unchecked("the product file is not available")
            }
            diagnostic = Self.diagnostic(license.encoded, license.object.payload)
        case .correction(let correction):
            bytes = correction.encoded.count
            let file = try productFile(correction.unverifiedBody.product)
            facts = Self.facts(of: correction)
            if let file {
                signature = Self.state(of: correction, under: file)
            } else {
                signature = .unchecked("the product file is not available")
            }
            diagnostic = Self.diagnostic(correction.encoded, correction.object.payload)
        }
    }

    private static func state(of file: Unverified<ProductFile>, trusted: ProductFile?) -> SignatureState {
        let inside = state(
            "valid for the root key with the thumbprint below; compare it with the one the vendor publishes"
        ) {
            () throws(Refusal) in
            _ = try file.verifiedOnFirstUse()
        }
        guard case .holds = inside, let trusted, trusted.product == file.unverifiedBody.product else {
            return inside
        }
        guard trusted.rootKey == file.unverifiedBody.rootKey else {
            let thumbprint = COSEKey.thumbprint(of: trusted.rootKey).hexadecimal
            return .notBelieved(
                "valid, but signed by a root key that is not trusted here (trusted: \(thumbprint.prefix(16))…)",
                .productRootUnknown)
        }
        return .holds("valid: signed by the root key that is trusted here")
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
            return .holds("valid: signed by an issuing key of '\(product)'")
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
        case .fails(let refusal): ("NOT VALID. \(refusal.sentence)", .bad)
        case .unchecked(let why): ("not checked: \(why)", .caution)
        }
    }

    /// What a sheet prints: the same facts in the same words and order, each label with a capital.
    package var sheetFacts: [Sheet.Field] {
        lines.map {
            Sheet.Field(label: $0.label.prefix(1).uppercased() + $0.label.dropFirst(), value: $0.value)
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

    /// Writes `kind`, `bytes`, `signature` (`holds`, `fails`, `unchecked` or `not-believed`), `facts` and `diagnostic`. A
    /// fact that is a list is an array.
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
        let pairs = facts.compactMap { fact -> (String, StableValue)? in
            if let items = fact.items { return (fact.name, .list(items)) }
            let text = fact.stable ?? fact.value
            return text.isEmpty ? nil : (fact.name, .text(text))
        }
        try container.encode(Dictionary(pairs) { first, _ in first }, forKey: .facts)
        try container.encode(diagnostic, forKey: .diagnostic)
    }

    // MARK: The facts of each kind of document

    private static func diagnostic(_ encoded: [UInt8], _ payload: [UInt8]) -> String {
        let parts = [encoded, payload].compactMap { try? CBORDecoder.decode($0, limits: CBORLimits()) }
        return parts.map { CBORDiagnostic.indented($0, width: 78) }.joined(separator: "\n/ the payload: /\n")
    }

    private static func facts(of document: Unverified<ProductFile>) -> [Fact] {
        let file = document.unverifiedBody
        let keys = file.issuingKeys.map { key in
            "\(key.identifier.hexadecimal) from \(key.notBefore)"
                + (key.notAfter.map { " to \($0)" } ?? "")
                + (key.withdrawnFrom.map { ", withdrawn from \($0)" } ?? "")
        }
        let features = file.features.names.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        return [
            Fact(name: "product", label: "product", value: file.product.text),
            Fact(name: "name", label: "name", value: file.name),
            Fact(name: "vendor", label: "vendor", value: file.vendor),
            Fact(name: "version", label: "version", value: "\(file.version)"),
            Fact(name: "issued_at", label: "made", value: file.issuedAt.description),
            Fact(
                name: "root_key", label: "thumbprint",
                value: COSEKey.thumbprint(of: file.rootKey).hexadecimal),
            Fact(
                name: "issuing_keys", label: "issuing keys", value: keys.joined(separator: "; "), items: keys),
            Fact(
                name: "features", label: "features",
                value: features.isEmpty ? "none" : features.joined(separator: ", "), items: features),
            Fact(
                name: "threshold", label: "threshold",
                value: "\(file.fingerprintPolicy.threshold) percent of a machine's weight must be unchanged",
                stable: "\(file.fingerprintPolicy.threshold)"),
            Fact(
                name: "root_only_components", label: "components",
                value: file.fingerprintPolicy.readsRootOnly
                    ? "also those that only root may read" : "those that every user may read",
                stable: "\(file.fingerprintPolicy.readsRootOnly)"),
            permission("virtual_machines", "VMs", file.fingerprintPolicy.virtualMachines),
            permission("containers", "containers", file.fingerprintPolicy.containers),
            Fact(
                name: "clock_tolerance_hours", label: "clock",
                value: "may be set back by up to \(file.clockTolerance.hours) hours",
                stable: "\(file.clockTolerance.hours)"),
            Fact(
                name: "contact", label: "contact", value: file.contact.sentence ?? "none given",
                stable: file.contact.sentence ?? ""),
            Fact(name: "salt", label: "salt", value: Hexadecimal.encode(file.salt.bytes)),
        ] + extensions(in: document.object.payload)
    }

    /// The key that an issued document names; a request and a product file hold the key itself.
    private static func signer(_ object: Sign1) -> Fact {
        let key = object.protected.keyIdentifier.map { Hexadecimal.encode($0) }
        return Fact(
            name: "signed_by", label: "signed by",
            value: key.map { "issuing key \($0)" } ?? "a key without a name",
            stable: key ?? "")
    }

    private static func facts(of request: Unverified<Request>) -> [Fact] {
        let body = request.unverifiedBody
        let components = body.fingerprint.entries.map { entry in
            let label = ComponentKind(rawValue: entry.kind)?.label ?? "kind \(entry.kind)"
            return entry.digests.isEmpty
                ? "\(label) unreadable"
                : "\(label) \(entry.digests.map(\.hexadecimal).joined(separator: " "))"
        }
        var facts = [
            Fact(name: "kind", label: "asks for", value: body.kind.label, stable: body.kind.rawName),
            Fact(name: "product", label: "product", value: body.product.text),
            Fact(
                name: "product_file_version", label: "product file",
                value: "version \(body.productFileVersion)",
                stable: "\(body.productFileVersion)"),
            Fact(name: "license", label: "license", value: body.license.description),
            Fact(name: "made_at", label: "made", value: body.madeAt.description),
            Fact(name: "digest", label: "digest", value: RequestDigest(of: request).hexadecimal),
            Fact(
                name: "device_key", label: "device key",
                value: KeyIdentifier(of: body.deviceKey).hexadecimal),
            Fact(name: "nonce", label: "random number", value: Hexadecimal.encode(body.nonce.bytes)),
        ]
        if let proof = body.purpose.proof {
            facts.append(Fact(name: "proof", label: "activation proof", value: proof.hexadecimal))
        }
        if let highWaterMark = body.purpose.highWaterMark {
            facts.append(
                Fact(name: "high_water_mark", label: "latest time seen", value: highWaterMark.description))
        }
        facts.append(
            Fact(
                name: "components", label: "components",
                value: components.isEmpty ? "none" : components.joined(separator: "; "), items: components))
        facts.append(environment(of: body.fingerprint.environment))
        return facts + extensions(in: request.object.payload)
    }

    /// In JSON what a machine is only stands if it is not bare hardware.
    private static func environment(of environment: EnvironmentCode) -> Fact {
        Fact(
            name: "environment", label: "runs on", value: environment.label,
            stable: environment == .bare ? "" : environment.label)
    }

    private static func permission(
        _ name: String, _ label: String, _ permission: FingerprintPolicy.Permission
    ) -> Fact {
        let words =
            switch permission {
            case .allow: "allowed"
            case .warn: "allowed, with a warning"
            case .refuse: "refused"
            }
        return Fact(name: name, label: label, value: words, stable: permission.name)
    }

    private static func facts(of document: Unverified<TimeCorrection>) -> [Fact] {
        let correction = document.unverifiedBody
        return [
            Fact(name: "product", label: "product", value: correction.product.text),
            Fact(name: "issued_at", label: "vendor's time", value: correction.issuedAt.description),
            Fact(
                name: "request", label: "answers", value: "request \(correction.request.hexadecimal)",
                stable: correction.request.hexadecimal),
            signer(document.object),
        ] + extensions(in: document.object.payload)
    }

    private static func facts(of document: Unverified<License>, catalogue: FeatureCatalogue?) -> [Fact] {
        let license = document.unverifiedBody
        let features = license.features.map((catalogue ?? .empty).name)
        var facts: [Fact] = [
            Fact(name: "product", label: "product", value: license.product.text),
            Fact(name: "license", label: "license", value: license.id.description),
            Fact(name: "kind", label: "kind", value: license.kind.label, stable: license.kind.rawName),
            Fact(
                name: "binding", label: "for", value: license.binding.label, stable: license.binding.rawName),
            Fact(name: "issued_on", label: "issued", value: license.issuedOn.description),
            license.startsOn.map { Fact(name: "starts_on", label: "first day", value: $0.description) },
            Fact(
                name: "last_day", label: "last day",
                value: license.lastDay?.description ?? "none, it never expires",
                stable: license.lastDay?.description ?? ""),
            Fact(
                name: "features", label: "features",
                value: features.isEmpty ? "none" : features.joined(separator: ", "), items: features),
        ].compactMap { $0 }
        if license.binding == .site {
            facts.append(Fact(name: "seats", label: "seats", value: "\(license.seats)"))
        }
        if let day = license.maintenanceUntil {
            facts.append(
                Fact(name: "maintenance_until", label: "maintenance", value: "until \(day)", stable: "\(day)")
            )
        }
        facts.append(
            Fact(
                name: "request", label: "answers", value: "request \(license.request.hexadecimal)",
                stable: license.request.hexadecimal))
        facts.append(signer(document.object))
        return facts + extensions(in: document.object.payload)
    }

    // MARK: What this program does not know

    /// What this program does not know and may ignore (negative labels; see "Documents" in `docs/formats.md`), as it
    /// stands there: nothing travels unseen.
    private static func extensions(in payload: [UInt8]) -> [Fact] {
        guard let claims = try? CBORDecoder.decode(payload, limits: CBORLimits()).asMap else { return [] }
        // The claims set itself has one negative label, and that is the document's own part.
        let unknown = claims.entries.flatMap { extensions(in: $0.value) }
        guard !unknown.isEmpty else { return [] }
        return [
            Fact(
                name: "extensions", label: "not known here", value: unknown.joined(separator: ", "),
                items: unknown)
        ]
    }

    private static func extensions(in value: CBORValue) -> [String] {
        // Of a key's labels (RFC 9053, section 7) some are negative, and all are known.
        guard COSEKey.publicKey(from: value) == nil else { return [] }
        if let items = value.asArray { return items.flatMap { extensions(in: $0) } }
        return (value.asMap?.entries ?? []).flatMap { entry in
            guard (entry.key.asInt64 ?? 0) < 0 else { return extensions(in: entry.value) }
            return ["\(CBORDiagnostic.oneLine(entry.key)): \(CBORDiagnostic.oneLine(entry.value))"]
        }
    }
}
