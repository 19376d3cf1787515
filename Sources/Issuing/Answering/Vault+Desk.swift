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

        /// What is odd about this computer's clock, where a person has looked and says that the clock is right. Without
        /// it nothing new is signed in a call under such a clock.
        package var acceptedClock: DeskClock?

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
                    .usageInvalid, "This cannot be used as a reason.",
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

        /// Whether nothing new would be granted for these requests: each was answered before, or is none.
        ///
        /// - Throws: `vault.damaged`, `vault.busy`.
        package func hasAnswered(_ batch: CheckedBatch) throws(Refusal) -> Bool {
            try vault.ledger.read { (reader) throws(Refusal) in
                for case .success(let request) in batch.results {
                    guard try reader.hasAnswered(request.ledgerDigest.bytes) else {
                        return false
                    }
                }
                return true
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
        /// - Throws: only what concerns all of them: `vault.busy`, `disk.full`, a ledger that cannot be written. Then none
        ///   was answered.
        package func answer(_ batch: CheckedBatch) throws(Refusal) -> [Answer] {
            let now = try moment()
            return try vault.ledger.write { (writer) throws(Refusal) in
                var decider = Decider(
                    keys: vault.keys, reader: writer, now: now, recallsComparisons: batch.requests.count == 1)
                (decider.choice, decider.reason) = (choice, reason)
                let answers = AnswerWriter(desk: self, writer: writer, now: now)
                var recorded: [Answer] = []
                var open: [AnswerInHand<Award>] = []
                var inHand: Set<SHA256Digest> = []
                for (incoming, result) in zip(batch.requests, batch.results) {
                    // An earlier request of this batch may be the very same one.
                    if case .success(let request) = result, !inHand.insert(request.ledgerDigest).inserted {
                        recorded += try answers.record(open)
                        open = []
                        inHand = [request.ledgerDigest]
                    }
                    let origin = Origin.document(name: incoming.name, incoming.carrier)
                    let event = try writer.reserveEvent()
                    let outcome = try writer.within(event) { () throws(Refusal) in
                        try decided(result, by: &decider, answers, over: incoming.carrier)
                    }
                    open.append(AnswerInHand(outcome: outcome, origin: origin, event: event))
                }
                return recorded + (try answers.record(open))
            }
        }

        /// Decides, and writes the seat.
        private func decided(
            _ result: Result<CheckedRequest, Refusal>, by decider: inout Decider, _ answers: AnswerWriter,
            over carrier: Carrier
        ) throws(Refusal) -> AnswerInHand<Award>.Outcome {
            let checked: CheckedRequest
            switch result {
            case .success(let request): checked = request
            case .failure(let refusal): return .refused(refusal, license: nil)
            }
            let request = AskedRequest(checked)
            switch try decider.decide(checked) {
            case .refuse(let refusal): return .refused(refusal, license: request.license)
            case .again(let issued, _, let plan):
                if let plan { _ = try answers.take(plan, over: carrier) }
                return .again(issued, request)
            case .give(let award, let plan):
                let seat = try answers.take(award, plan, over: carrier)
                decider.count(award, on: plan)
                return .given(award, plan, seat, request)
            }
        }

        /// Now, if the issuing key may sign now.
        func moment() throws(Refusal) -> UnixTime {
            let now = surroundings.now()
            guard issuing.mayHaveSigned(on: now.day) else {
                throw Refusal(
                    .vaultNoIssuingKey, "The issuing key's last day has passed.",
                    remedy: "Run the command again: what is already answered stays answered.")
            }
            return now
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
