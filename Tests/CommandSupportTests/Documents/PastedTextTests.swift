import CommandTesting
import Intake
import Refusals
import Testing
import TextForm

@testable import CommandSupport

@Suite("A text that is pasted at the prompt")
struct PastedTextTests {
    private let error = MemorySink()

    /// Bytes with the shape of a document: 254 make a text of some 360 characters, as a license has.
    private static func form(_ kind: TextKind, _ size: Int) -> TextForm {
        let payload = size - 75
        let bytes: [UInt8] =
            [0xd2, 0x84, 0x43, 0xa1, 0x01, 0x27, 0xa0, 0x58, UInt8(payload)]
            + (0..<payload).map { UInt8(($0 * 89 + $0 / 7) & 255) } + [0x58, 64]
            + (0..<64).map { UInt8(($0 * 151 + $0 / 5) & 255) }
        return TextForm(kind: kind, bytes: bytes)
    }

    private static let forms = [form(.license, 201), form(.request, 254)]

    /// What a mail program makes of a text.
    enum Wrapping: CaseIterable {
        case plain, quoted, quotedBefore, mail, quotedMail

        func lines(_ text: String, _ width: Int) -> [String] {
            let mail =
                "Dear customer,\n\nhere is your license no. 2026-17; thank you for your order of 12 May.\n\n\(text)"
                + "\n\nBest regards\nAcme Marine\nhttps://www.reddit.com/r/shipcad\n"
            return switch self {
            case .plain: Self.fold(text, width)
            case .quoted: Self.fold(text, width - 2).map { "> \($0)" }
            case .quotedBefore: Self.fold("> \(text)", width)
            case .mail: Self.fold(mail, width)
            case .quotedMail: Self.fold(mail, width - 2).map { "> \($0)" }
            }
        }

        /// As `fold` does.
        private static func fold(_ text: String, _ width: Int) -> [String] {
            text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { line in
                line.isEmpty
                    ? [""]
                    : stride(from: 0, to: line.count, by: width).map {
                        String(line.dropFirst($0).prefix(width))
                    }
            }
        }
    }

    /// The document that the prompt comes to.
    private func read(_ source: some ByteSource) throws -> [ReceivedDocument] {
        let context = CommandContext(
            programName: "demo", standardInput: source, standardOutput: MemorySink(), standardError: error,
            environment: [:], terminal: NoTerminal(), now: 0, milliseconds: 0, root: "/", userName: "user",
            homeFolder: "/")
        return try ReceivedText.documents(in: try context.read("-"))
    }

    @Test(arguments: Wrapping.allCases, forms)
    func `Is read however it was wrapped, line by line and at once`(wrapping: Wrapping, form: TextForm) throws
    {
        let document = ReceivedDocument(kind: form.kind, bytes: form.bytes)
        for width in 40...100 {
            let lines = wrapping.lines(form.text, width)
            let bytes = Array(lines.joined(separator: "\n").utf8)
            try #require((try? ReceivedText.documents(in: bytes)) == [document], "a pipe, \(width)")
            #expect((try? read(PastedSource(lines))) == [document], "at once, \(width)")
            let slow = MemorySource(lines.joined(separator: "\n") + "\n", isTerminal: true)
            #expect((try? read(slow)) == [document], "line by line, \(width)")
        }
        let told = error.text.split(separator: "\n").filter { $0.contains("wrong") || $0.contains("missing") }
        #expect(told.isEmpty, "\(wrapping)")
    }

    @Test func `With a wrong character has its group named, wherever the lines end, and takes it again`()
        throws
    {
        let form = Self.forms[0]
        var text = Array(form.text)
        // In group 12.
        text[14 + 113] = text[14 + 113] == "7" ? "8" : "7"
        for width in 40...100 {
            let lines = Wrapping.quoted.lines(String(text), width)
            // Where a line ends in it, its neighbour may be in doubt as well.
            let answers = form.numberedGroups[11...12]
            let slow = MemorySource((lines + answers).joined(separator: "\n") + "\n", isTerminal: true)
            #expect((try? read(slow)) == [ReceivedDocument(kind: .license, bytes: form.bytes)], "\(width)")
        }
        #expect(error.text.components(separatedBy: "Group 12 is wrong").count == 62)
    }

    @Test func `Says nothing of groups while more of it comes`() throws {
        let lines = Wrapping.mail.lines(Self.forms[0].text, 72)
        _ = try read(PastedSource(lines))
        #expect(error.text.components(separatedBy: "group").count == 2)
    }
}

extension String {
    fileprivate func components(separatedBy part: String) -> [Substring] {
        var parts: [Substring] = []
        var rest = self[...]
        while let range = rest.firstRange(of: part) {
            parts.append(rest[..<range.lowerBound])
            rest = rest[range.upperBound...]
        }
        return parts + [rest]
    }
}
