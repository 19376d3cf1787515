import Activation
import Cryptography
import PhoneCode
import Refusals

/// A request that was told by telephone, or is about to be, and what was typed of its answer so far. It outlives the
/// process: whoever is interrupted goes on tomorrow.
package struct PhoneExchange: Hashable, Sendable {
    /// The product that the request asks for; an answer for another one is refused.
    package let product: ProductID
    /// Of the request that was read aloud; its answer repeats it.
    package let digest: RequestDigest
    /// What is read to the vendor.
    package let code: SpokenCode
    /// Whether it is told in digits or in words.
    package var form: CodeForm
    /// The right groups of the answer, by number.
    package var typed: [Int: String] = [:]
    /// The form that they were typed in.
    package var typedForm: CodeForm

    /// Nothing typed yet.
    package init(product: ProductID, digest: RequestDigest, code: SpokenCode, form: CodeForm) {
        (self.product, self.digest, self.code, self.form) = (product, digest, code, form)
        typedForm = form
    }

    /// What was typed, to go on with; nothing where it was typed in the other form.
    package func entry(_ form: CodeForm) -> CodeEntry {
        CodeEntry(direction: .response, form: form, restoring: form == typedForm ? typed : [:])
    }
}

/// The file `phone` in a product's folder: five lines, then one for each group that was typed.
extension PhoneExchange {
    static let fileName = "phone"
    static let limit = 8192
    private static let heading = "countersign phone 1"

    var text: String {
        var lines = [
            Self.heading, digest.hexadecimal, Hexadecimal.encode(code.bytes), form.rawValue,
            typedForm.rawValue,
        ]
        lines += typed.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Nil for what is no such file.
    init?(text: String, product: ProductID) {
        let lines = text.split(separator: "\n")
        guard lines.count >= 5, lines[0] == Self.heading,
            let digest = Hexadecimal.decode(lines[1]).flatMap({ try? RequestDigest($0) }),
            let code = Hexadecimal.decode(lines[2]).flatMap({ SpokenCode(bytes: $0, direction: .request) }),
            let form = CodeForm(rawValue: String(lines[3])),
            let typedForm = CodeForm(rawValue: String(lines[4]))
        else { return nil }
        self.init(product: product, digest: digest, code: code, form: form)
        self.typedForm = typedForm
        for line in lines.dropFirst(5) {
            let parts = line.split(separator: " ", maxSplits: 1)
            guard parts.count == 2, let number = Int(parts[0]) else { return nil }
            typed[number] = String(parts[1])
        }
    }
}

extension ProductState {
    /// The exchange by telephone that waits for its answer; nil if there is none, where its request is gone, and where
    /// the license that answers it is installed.
    ///
    /// - Throws: `state.damaged`.
    package func phoneExchange() throws(Refusal) -> PhoneExchange? {
        guard let bytes = try phoneFile() else { return nil }
        guard let exchange = PhoneExchange(text: String(decoding: bytes, as: UTF8.self), product: id) else {
            throw Refusal(
                .stateDamaged, "The saved telephone call for '\(id)' is damaged.",
                needing: .requestByPhone)
        }
        // Its answer may have come as a file. A license that is damaged may be told once more.
        if let installed = try? license(), installed.unverifiedBody.request == exchange.digest { return nil }
        return try request(exchange.digest) == nil ? nil : exchange
    }
}

extension StateFolder {
    /// The exchanges by telephone that wait for their answers, of all products.
    ///
    /// - Throws: `state.damaged`.
    package func phoneExchanges() throws(Refusal) -> [PhoneExchange] {
        var exchanges: [PhoneExchange] = []
        for id in try products() {
            if let exchange = try product(id)?.phoneExchange() { exchanges.append(exchange) }
        }
        return exchanges
    }

    /// Keeps how far an exchange has come, together with what other sessions have kept since: of each group that this
    /// session typed or took back, what it says, and of all others what is there.
    ///
    /// - Parameter before: what this session knew to be kept; without it, it knew of no group.
    /// - Returns: what is kept now.
    /// - Throws: `phone.not-awaited` if another process has begun another one since, or its answer is installed;
    ///   `usage.invalid` if another session types the other form; what writing throws.
    @discardableResult
    package func keep(
        _ exchange: PhoneExchange, since before: PhoneExchange? = nil
    ) throws(Refusal) -> PhoneExchange {
        try change(exchange.product) { (state) throws(Refusal) in
            guard let there = try state.phoneExchange(), there.digest == exchange.digest else {
                throw Refusal(
                    .phoneNotAwaited,
                    "Meanwhile another request was made on this machine, or the answer to this one was installed.",
                    remedy: "Look at the status, or make another request by telephone.", facts: [.byPhone])
            }
            let merged = try there.merged(with: exchange, since: before)
            if merged != there { try state.writePhoneFile(Array(merged.text.utf8)) }
            return merged
        }
    }

    /// Begins an exchange with a request that was made just now, in place of what was kept before for the product.
    ///
    /// - Parameter key: the activation key, which alone vouches for a request by telephone.
    /// - Throws: what writing throws.
    package func beginPhoneExchange(
        _ made: MadeRequest, key: ActivationKey, form: CodeForm
    ) throws(Refusal) -> PhoneExchange {
        let code: RequestCode
        do {
            code = try RequestCode(of: made.request, key: key.proofKey())
        } catch {
            throw Refusal(.internalInconsistency, "The proof could not be made (\(error)).")
        }
        let exchange = PhoneExchange(
            product: made.request.body.product, digest: code.digest, code: code.spoken, form: form)
        try change(exchange.product) { (state) throws(Refusal) in
            try state.writePhoneFile(Array(exchange.text.utf8))
        }
        return exchange
    }

    /// Forgets an exchange, which got its answer.
    ///
    /// - Throws: what removing a file throws.
    package func end(_ exchange: PhoneExchange) throws(Refusal) {
        try change(exchange.product) { (state) throws(Refusal) in
            guard let bytes = try state.phoneFile() else { return }
            let kept = PhoneExchange(text: String(decoding: bytes, as: UTF8.self), product: exchange.product)
            if kept?.digest == exchange.digest { try state.removePhoneFile() }
        }
    }

    /// The request of an exchange, and the product file that it is answered under.
    ///
    /// - Throws: `phone.not-awaited`, `state.damaged`.
    package func request(of exchange: PhoneExchange) throws(Refusal) -> MadeRequest {
        guard let state = try product(exchange.product), let file = try state.productFile(),
            let request = try state.request(exchange.digest)
        else { throw Refusal(.phoneNotAwaited) }
        return MadeRequest(request: try request.verified(), productFile: file)
    }

    /// The document that a code stands for, byte for byte as the vendor signed it; to be installed as if it had come
    /// as a file.
    ///
    /// - Throws: `phone.wrong-code`, `license.issuer-unknown`, `phone.not-awaited`.
    package func document(
        _ code: SpokenCode, for exchange: PhoneExchange, completion: SignatureCompletion
    ) throws(Refusal) -> AnyDocument {
        let made = try request(of: exchange)
        return try ResponseCode(code).document(
            answering: made.request, under: made.productFile, completion: completion)
    }
}
