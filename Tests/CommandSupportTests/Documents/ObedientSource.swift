import CommandSupport
import CommandTesting
import Refusals
import Synchronization

/// A person at the prompt: each line is what is made of the prompt that was shown last.
final class ObedientSource: ByteSource {
    private let error: MemorySink
    private let answer: @Sendable (_ asked: Int, _ compared: String?, _ count: Int) -> String
    private let count = Mutex(0)
    private let most: Int

    /// - Parameters:
    ///   - error: where the prompts are shown.
    ///   - most: how many lines are typed before the person gives up.
    ///   - answer: what is typed where a group is asked for; the group that is shown to be compared; how many lines
    ///     were typed before.
    init(
        _ error: MemorySink, most: Int,
        answer: @escaping @Sendable (_ asked: Int, _ compared: String?, _ count: Int) -> String
    ) {
        (self.error, self.most, self.answer) = (error, most, answer)
    }

    var isTerminal: Bool { true }

    func readLine(limit: Int) throws(Refusal) -> [UInt8]? {
        let count = count.withLock { count in
            defer { count += 1 }
            return count
        }
        guard count < most else { return nil }
        // "group 9> ", "group 9, Enter if it is ABCDE-FGHJK> ".
        let prompt = error.text.split(separator: "\n").last ?? ""
        let words = prompt.dropLast(2).split(separator: " ")
        let asked = words.count > 1 && words[0] == "group" ? Int(words[1].prefix { $0.isNumber }) ?? 1 : 1
        let line = answer(asked, words.count > 2 ? words.last.map(String.init) : nil, count)
        // As the terminal shows it.
        try error.write("\(line)\n")
        return Array(line.utf8)
    }

    func readAll(limit: Int) throws(Refusal) -> [UInt8] { [] }

    func readAll(limit: (_ beginning: [UInt8]) throws(Refusal) -> Int) throws(Refusal) -> [UInt8] { [] }
}
