import Activation
import COSE
import Cryptography
import Ledger
import Refusals

extension Vault {
    /// Answers requests, in batches that are one transaction each. When an answer is returned, the ledger holds
    /// it, and it may leave.
    package struct Desk: Sendable {
        /// How many requests share one transaction, and so one wait for the disk.
        package static let batchSize = 256

        let vault: Vault
        let issuing: OpenIssuingKey
        let surroundings: Surroundings
        /// What the vendor says about the seat of a machine that may have been told a license by telephone; nil to be
        /// asked where its mark does not decide.
        package var choice: SeatChoice?
        /// Why a seat may go to other hardware though the license's allowance is used up; 1 to 200 characters that can be
        /// shown. For the audit log; nil to be asked where it is needed.
        package private(set) var reason: String?

        init(vault: Vault, issuing: OpenIssuingKey, surroundings: Surroundings) {
            self.vault = vault
            self.issuing = issuing
            self.surroundings = surroundings
        }

        /// The same desk, with a reason for going past the allowance of rebindings.
        ///
        /// - Throws: `usage.invalid` for a text that is no reason.
        package func overriding(for reason: String?) throws(Refusal) -> Desk {
            guard let reason else { return self }
            guard (1...200).contains(reason.unicodeScalars.count), DisplayText.isAcceptable(reason),
                reason.unicodeScalars.contains(where: { !$0.properties.isWhitespace })
            else {
                throw Refusal(
                    .usageInvalid, "This cannot be a reason.",
                    remedy: "Give 1 to 200 characters on one line.")
            }
            var desk = self
            desk.reason = reason
            return desk
        }

        /// The product file in force, which names things; nil if none was ever made.
        ///
        /// - Throws: `vault.damaged`, `vault.busy`.
        package func productFile(_ id: ProductID) throws(Refusal) -> Verified<ProductFile>? {
            try vault.ledger.read { (reader) throws(Refusal) in
                try reader.productFileInForce(id, trusting: vault.rootKey)
            }
        }

        /// Checks requests and answers them: one answer for each, in their order.
        ///
        /// - Throws: what answering a batch throws.
        package func answer(_ requests: [IncomingRequest]) throws(Refusal) -> [Answer] {
            try answer(CheckedBatch(checking: requests))
        }

        /// One answer for each request, in their order.
        ///
        /// - Throws: only what concerns all of them: `vault.busy`, `disk.full`, `vault.damaged`. Then none was
        ///   answered.
        package func answer(_ batch: CheckedBatch) throws(Refusal) -> [Answer] {
            let now = try moment()
            return try vault.ledger.write { (writer) throws(Refusal) in
                var decider = Decider(
                    keys: vault.keys, writer: writer, now: now, recallsComparisons: batch.requests.count == 1)
                (decider.choice, decider.reason) = (choice, reason)
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
                    let decision = try decide(result, over: incoming.carrier, with: &decider)
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

        /// Now, if the issuing key may sign now.
        func moment() throws(Refusal) -> UnixTime {
            let now = surroundings.now()
            guard issuing.mayHaveSigned(on: now.day) else {
                throw Refusal(
                    .vaultNoIssuingKey, "The issuing key's last day is over.",
                    remedy: "Give the command again: what is answered stays answered.")
            }
            return now
        }

        private func decide(
            _ result: Result<CheckedRequest, Refusal>, over carrier: Carrier, with decider: inout Decider
        ) throws(Refusal) -> Decision {
            switch result {
            case .success(let checked): try decider.decide(checked, over: carrier)
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
            _ pending: PendingAnswer, _ signed: SignedAnswer?, in writer: LedgerWriter, at now: UnixTime
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
            case .repeated(let answer):
                _ = try writer.appendAudit(
                    vault.entry(
                        .requestRepeated, of: pending.subject, detail: pending.detail(""), carrier: carrier,
                        in: surroundings))
                return answer
            case .grant(let grant):
                guard case .license(let license)? = signed else { throw Refusal(.internalInconsistency) }
                try store(
                    license.encoded, of: grant.activation, pending, .requestGranted,
                    ", seat \(grant.seatsInUse) of \(grant.seats)", in: writer, at: now)
                for remark in grant.remarks {
                    _ = try writer.appendAudit(
                        vault.entry(
                            remark.action, of: pending.subject, detail: pending.detail(remark.detail),
                            carrier: carrier, in: surroundings))
                }
                return .granted(
                    Grant(
                        encoded: license.encoded, license: license.body, customer: grant.customer,
                        isSameSeat: grant.isSameSeat, seatsInUse: grant.seatsInUse, seats: grant.seats,
                        machine: grant.machine, rebindings: grant.rebindings))
            case .correct(let pendingCorrection):
                guard case .correction(let correction)? = signed else {
                    throw Refusal(.internalInconsistency)
                }
                let details = pendingCorrection.details
                try store(
                    correction.encoded, of: pendingCorrection.activation, pending, .timeCorrected,
                    ", clock \(details.machineClock), seen \(details.machineSaw), "
                        + "\(details.correctionsBefore) before", in: writer, at: now)
                return .corrected(
                    Correction(
                        encoded: correction.encoded, correction: correction.body,
                        license: pendingCorrection.license, isRepeated: false, details: details))
            }
        }

        /// Puts an answer into the ledger, and tells the audit log of it.
        private func store(
            _ document: [UInt8], of activation: Int64, _ pending: PendingAnswer, _ action: AuditAction,
            _ outcome: String, in writer: LedgerWriter, at now: UnixTime
        ) throws(Refusal) {
            guard let checked = pending.request else { throw Refusal(.internalInconsistency) }
            let carrier = pending.incoming.carrier.rawValue
            let request = checked.request.body
            try writer.recordAnswer(
                request: RequestRecord(
                    digest: checked.ledgerDigest.bytes, licenseID: request.license.bytes,
                    kind: Int64(request.kind.rawValue), bytes: checked.request.encoded, carrier: carrier,
                    receivedAt: now.rawValue),
                response: ResponseRecord(
                    requestDigest: checked.ledgerDigest.bytes, activationID: activation,
                    kid: issuing.identifier.bytes, bytes: document, answered: checked.digest.bytes,
                    issuedAt: now.rawValue))
            _ = try writer.appendAudit(
                vault.entry(
                    action, of: pending.subject, detail: pending.detail(outcome), carrier: carrier,
                    in: surroundings))
        }
    }

    /// Opens the issuing key and makes ready to answer.
    ///
    /// - Throws: `vault.no-issuing-key`, `vault.damaged`.
    package func desk(in surroundings: Surroundings) throws(Refusal) -> Desk {
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

    /// The license's id, as the request names it.
    var subject: String { request?.request.body.license.description ?? "" }

    func signed(with issuing: OpenIssuingKey) throws(Refusal) -> SignedAnswer? {
        switch decision {
        case .grant(let grant):
            .license(
                try Verified(signing: grant.license, key: issuing.key, keyIdentifier: issuing.identifier))
        case .correct(let pending):
            .correction(
                try Verified(signing: pending.correction, key: issuing.key, keyIdentifier: issuing.identifier)
            )
        case .repeated, .refuse: nil
        }
    }
}

/// What was signed for a request.
private enum SignedAnswer: Sendable {
    case license(Verified<License>)
    case correction(Verified<TimeCorrection>)
}
