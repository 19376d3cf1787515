import Activation
import COSE
import Cryptography
import Ledger
import Refusals

extension Vault {
    /// Answers requests, in batches that are one transaction each. When an answer is returned, the ledger holds
    /// it, and it may leave.
    public struct Desk: Sendable {
        /// How many requests share one transaction, and so one wait for the disk.
        public static let batchSize = 256

        private let vault: Vault
        private let issuing: OpenIssuingKey
        private let surroundings: Surroundings

        init(vault: Vault, issuing: OpenIssuingKey, surroundings: Surroundings) {
            self.vault = vault
            self.issuing = issuing
            self.surroundings = surroundings
        }

        /// Checks requests and answers them: one answer for each, in their order.
        ///
        /// - Throws: what answering a batch throws.
        public func answer(_ requests: [IncomingRequest]) throws(Refusal) -> [Answer] {
            try answer(CheckedBatch(checking: requests))
        }

        /// One answer for each request, in their order.
        ///
        /// - Throws: only what concerns all of them: `vault.busy`, `disk.full`, `vault.damaged`. Then none was
        ///   answered.
        public func answer(_ batch: CheckedBatch) throws(Refusal) -> [Answer] {
            let now = surroundings.now()
            guard issuing.mayHaveSigned(on: now.day) else {
                throw Refusal(
                    .vaultNoIssuingKey, "The issuing key's last day is over.",
                    remedy: "Give the command again: what is answered stays answered.")
            }
            return try vault.ledger.write { (writer) throws(Refusal) in
                var decider = Decider(keys: vault.keys, writer: writer, now: now)
                var answers: [Answer] = []
                var open: [PendingAnswer] = []
                var inHand: Set<SHA256Digest> = []
                for (incoming, result) in zip(batch.requests, batch.results) {
                    // An earlier request of this batch may be the very same one.
                    if case .success(let request) = result, !inHand.insert(request.ledgerDigest).inserted {
                        try record(open, in: writer, at: now, into: &answers)
                        open = []
                        inHand = [request.ledgerDigest]
                    }
                    let decision = try decide(result, with: &decider)
                    open.append(
                        PendingAnswer(
                            place: answers.count, incoming: incoming, request: try? result.get(),
                            decision: decision))
                    answers.append(.refused(Refusal(.internalInconsistency)))
                }
                try record(open, in: writer, at: now, into: &answers)
                return answers
            }
        }

        private func decide(
            _ result: Result<CheckedRequest, Refusal>, with decider: inout Decider
        ) throws(Refusal) -> Decision {
            switch result {
            case .success(let checked): try decider.decide(checked)
            case .failure(let refusal): .refuse(refusal, subject: "")
            }
        }

        /// Signs what was granted, on all processors, then writes answers and audit log in order.
        private func record(
            _ pending: [PendingAnswer], in writer: LedgerWriter, at now: UnixTime,
            into answers: inout [Answer]
        ) throws(Refusal) {
            let signed = mapConcurrently(pending) { answer in
                Result { () throws(Refusal) in try answer.signed(with: issuing) }
            }
            for (answer, result) in zip(pending, signed) {
                answers[answer.place] = try record(answer, try result.get(), in: writer, at: now)
            }
        }

        private func record(
            _ pending: PendingAnswer, _ license: Verified<License>?, in writer: LedgerWriter, at now: UnixTime
        ) throws(Refusal) -> Answer {
            let carrier = pending.incoming.carrier.rawValue
            switch pending.decision {
            case .refuse(let refusal, let subject):
                _ = try writer.appendAudit(
                    vault.entry(
                        .requestRefused, of: subject,
                        detail: "\(refusal.code.rawValue): \(pending.incoming.name)",
                        carrier: carrier, in: surroundings))
                return .refused(refusal)
            case .repeated(let grant):
                _ = try writer.appendAudit(
                    vault.entry(
                        .requestRepeated, of: grant.license.id.description,
                        detail: pending.detail(""), carrier: carrier, in: surroundings))
                return .repeated(grant)
            case .grant(let grant):
                guard let license, let request = pending.request else {
                    throw Refusal(.internalInconsistency)
                }
                try store(license, grant, request, pending, in: writer, at: now)
                return .granted(
                    Grant(
                        encoded: license.encoded, license: license.body, customer: grant.customer,
                        isSameSeat: grant.isSameSeat, seatsInUse: grant.seatsInUse, seats: grant.seats,
                        machine: grant.machine))
            }
        }

        private func store(
            _ license: Verified<License>, _ grant: PendingGrant, _ checked: CheckedRequest,
            _ pending: PendingAnswer, in writer: LedgerWriter, at now: UnixTime
        ) throws(Refusal) {
            let carrier = pending.incoming.carrier.rawValue
            let id = license.body.id
            try writer.recordAnswer(
                request: RequestRecord(
                    digest: checked.ledgerDigest.bytes, licenseID: id.bytes, bytes: checked.request.encoded,
                    carrier: carrier, receivedAt: now.rawValue),
                response: ResponseRecord(
                    requestDigest: checked.ledgerDigest.bytes, activationID: grant.activation,
                    kid: issuing.identifier.bytes, bytes: license.encoded, issuedAt: now.rawValue))
            _ = try writer.appendAudit(
                vault.entry(
                    .requestGranted, of: id.description,
                    detail: pending.detail(", seat \(grant.seatsInUse) of \(grant.seats)"),
                    carrier: carrier, in: surroundings))
        }
    }

    /// Opens the issuing key and makes ready to answer.
    ///
    /// - Throws: `vault.no-issuing-key`, `vault.damaged`.
    public func desk(in surroundings: Surroundings) throws(Refusal) -> Desk {
        Desk(
            vault: self, issuing: try issuingKey(on: surroundings.now().day), surroundings: surroundings)
    }
}

/// A decision on its way into the ledger.
private struct PendingAnswer: Sendable {
    let place: Int
    let incoming: IncomingRequest
    let request: CheckedRequest?
    let decision: Decision

    /// For the audit log: which request, what came of it, in which file it came.
    func detail(_ outcome: String) -> String {
        let digest = request.map { "request \($0.digest.hexadecimal)" } ?? "request"
        return "\(digest)\(outcome), \(incoming.name)"
    }

    func signed(with issuing: OpenIssuingKey) throws(Refusal) -> Verified<License>? {
        guard case .grant(let grant) = decision else { return nil }
        return try Verified(signing: grant.license, key: issuing.key, keyIdentifier: issuing.identifier)
    }
}
