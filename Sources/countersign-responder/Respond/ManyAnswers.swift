import CommandSupport
import DurableFiles
import Issuing
import Refusals

/// Answers many requests, batch by batch. While one batch is in its transaction, the next is read and checked,
/// and the licenses of the one before, which the ledger holds by then, are written.
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

    /// What one turn does, each stage with another batch.
    private struct Work: Sendable {
        let toRead: [Item]
        let toAnswer: ReadBatch?
        let toWrite: AnsweredBatch?
    }

    private enum Stage: CaseIterable {
        case read, answer, write
    }

    private enum StageResult: Sendable {
        case read(ReadBatch)
        case answered(AnsweredBatch)
        case stopped(Refusal)
        case written(AnsweredBatch, unwritten: [String: Refusal])
        case nothing
    }

    private func run(_ stage: Stage, _ work: Work) -> StageResult {
        switch stage {
        case .read:
            return work.toRead.isEmpty ? .nothing : .read(ReadBatch(reading: work.toRead, with: reader))
        case .answer:
            guard let batch = work.toAnswer else { return .nothing }
            do throws(Refusal) {
                return .answered(AnsweredBatch(read: batch, answers: try desk.answer(batch.checked)))
            } catch {
                return .stopped(error)
            }
        case .write:
            guard let batch = work.toWrite else { return .nothing }
            return .written(batch, unwritten: write(batch))
        }
    }

    /// - Parameter batch: what was read already; without it, the plan's inputs are.
    /// - Returns: what was done, and why not all of it was, if something stopped it.
    func run(_ batch: ReadBatch? = nil, in context: CommandContext) -> (AnsweringSummary, Refusal?) {
        var summary = AnsweringSummary(plan)
        var progress = Progress("answering requests", total: plan.items.count, in: context)
        var toRead = batch == nil ? plan.items[...] : []
        var series = SeriesPool<Item>()
        var read = batch
        var answered: AnsweredBatch?
        while !toRead.isEmpty || read != nil || answered != nil {
            let next = toRead.prefix(Vault.Desk.batchSize)
            toRead = toRead.dropFirst(next.count)
            let work = Work(toRead: Array(next), toAnswer: read, toWrite: answered)
            (read, answered) = (nil, nil)
            var failure: Refusal?
            for result in onThreads(Stage.allCases, { self.run($0, work) }) {
                switch result {
                case .read(var batch):
                    batch.collect(into: &series, isLast: toRead.isEmpty)
                    read = batch
                case .answered(let batch): answered = batch
                case .stopped(let refusal): failure = refusal
                case .written(let batch, let refusals): Self.add(batch, unwritten: refusals, to: &summary)
                case .nothing: break
                }
            }
            progress.update(summary.count)
            if let failure { return (summary, failure) }
        }
        return (summary, nil)
    }

    /// - Returns: why answers were not written, by their paths.
    private func write(_ batch: AnsweredBatch) -> [String: Refusal] {
        writer.write(
            zip(batch.read.items, batch.answers).compactMap { item, answer in
                answer.document.map { ($0, item.outputInFolder(for: $0)) }
            })
    }

    private static func add(
        _ batch: AnsweredBatch, unwritten: [String: Refusal], to summary: inout AnsweringSummary
    ) {
        for (item, isOurs) in batch.read.passedOver { summary.passOver(item, isOurs: isOurs) }
        for (item, refusal) in batch.read.unreadable { summary.refuse(item, refusal) }
        for (item, answer) in zip(batch.read.items, batch.answers) {
            let refusal = answer.document.flatMap { unwritten[item.outputInFolder(for: $0)] }
            summary.add(item, answer, unwritten: refusal)
        }
    }
}
