import CommandSupport
import Dispatch
import DurableFiles
import Issuing
import Refusals

/// Answers many requests, batch by batch. While one batch is in its transaction, the next ones are read and checked,
/// and the licenses of those before, which the ledger holds by then, are written.
struct ManyAnswers: Sendable {
    let plan: AnsweringPlan
    let reader: InputReader
    let desk: Vault.Desk
    let writer: LicenseWriter

    private typealias Item = AnsweringPlan.Item

    /// A batch whose answers are in the ledger.
    private struct AnsweredBatch: Sendable {
        let read: ReadBatch
        let answers: [Answer]
    }

    /// What goes from one step to the next; nil after the last batch.
    private typealias Read = Handover<ReadBatch?>
    /// No batch is answered after one that failed.
    private typealias Answered = Handover<Result<AnsweredBatch, Refusal>?>

    /// How many batches may wait between two steps.
    private static let ahead = 3

    /// - Parameter batch: what was read already; without it, the plan's inputs are.
    /// - Returns: what was done, and why not all of it was, if something stopped it.
    func run(_ batch: ReadBatch? = nil, in context: CommandContext) -> (AnsweringSummary, Refusal?) {
        let (read, answered) = (Read(capacity: Self.ahead), Answered(capacity: Self.ahead))
        // Queues of their own get threads at once, however few processors there are: while one waits for the disk, the
        // others go on.
        DispatchQueue(label: "countersign.reading").async { self.read(batch, into: read) }
        DispatchQueue(label: "countersign.answering").async { self.answer(read, into: answered) }
        var summary = AnsweringSummary(plan, next: context.next)
        var progress = Progress("answering requests", total: plan.items.count, in: context)
        while true {
            // A slow disk makes several batches wait: they are made durable together.
            let waiting = answered.takeAll()
            let batches = waiting.compactMap { try? $0?.get() }
            let unwritten = write(batches)
            for batch in batches { Self.add(batch, unwritten: unwritten, to: &summary) }
            progress.update(summary.count)
            switch waiting.last {
            case .some(.success): continue
            case .some(.failure(let refusal)): return (summary, refusal)
            case .some(nil), nil: return (summary, nil)
            }
        }
    }

    private func read(_ batch: ReadBatch?, into read: Read) {
        var toRead = batch == nil ? plan.items[...] : []
        var series = SeriesPool<Item>()
        if let batch, !read.put(batch) { return }
        while !toRead.isEmpty {
            let next = toRead.prefix(Vault.Desk.batchSize)
            toRead = toRead.dropFirst(next.count)
            var batch = ReadBatch(reading: Array(next), with: reader)
            batch.collect(into: &series, isLast: toRead.isEmpty)
            guard read.put(batch) else { return }
        }
        _ = read.put(nil)
    }

    private func answer(_ read: Read, into answered: Answered) {
        while let batch = read.take() {
            do throws(Refusal) {
                _ = answered.put(
                    .success(AnsweredBatch(read: batch, answers: try desk.answer(batch.checked))))
            } catch {
                read.close()
                _ = answered.put(.failure(error))
                return
            }
        }
        _ = answered.put(nil)
    }

    /// - Returns: why answers were not written, by their paths.
    private func write(_ batches: [AnsweredBatch]) -> [String: Refusal] {
        writer.write(
            batches.flatMap { batch in
                zip(batch.read.items, batch.answers).compactMap { item, answer in
                    answer.document.map { ($0, item.outputInFolder(for: $0)) }
                }
            })
    }

    private static func add(
        _ batch: AnsweredBatch, unwritten: [String: Refusal], to summary: inout AnsweringSummary
    ) {
        for (item, isOurs) in batch.read.passedOver { summary.passOver(item, isOurs: isOurs) }
        for (item, unread) in batch.read.unreadCodes { summary.warn(of: unread, in: item) }
        for (item, refusal) in batch.read.unreadable { summary.refuse(item, refusal) }
        for (item, answer) in zip(batch.read.items, batch.answers) {
            let refusal = answer.document.flatMap { unwritten[item.outputInFolder(for: $0)] }
            summary.add(item, answer, unwritten: refusal)
        }
    }
}
