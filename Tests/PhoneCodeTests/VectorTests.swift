import Activation
import Cryptography
import Fingerprint
import PhoneCode
import Refusals
import TestSupport
import Testing

/// What another implementation of docs/formats.md makes of the same documents: see Tests/Vectors/generate.py.
@Suite("Codes that another program made")
struct PhoneVectorTests {
    static let vectors = Result { try VectorLine.all(in: "phone.txt") }

    /// A field of hexadecimal digits.
    private func bytes(_ text: String) throws -> [UInt8] { try #require(Hexadecimal.decode(text)) }

    /// The code is spoken as it is written there, and read back from there, as digits and as words.
    private func check(_ code: SpokenCode, _ line: VectorLine) throws {
        #expect(code.groups(.digits).map { $0.filter(\.isNumber) }.joined(separator: " ") == line.fields[3])
        #expect(code.groups(.words).joined(separator: " ") == line.fields[4])
        for (form, text) in [(CodeForm.digits, line.fields[3]), (.words, line.fields[4])] {
            var entry = CodeEntry(direction: code.direction, form: form)
            _ = entry.type(text)
            #expect(entry.code == code)
        }
    }

    @Test(arguments: try vectors.get().filter { $0.fields[0] == "request" })
    func `Requests are told as they are there`(line: VectorLine) throws {
        let request = try Unverified<Request>(written: bytes(line.fields[1])).verified()
        let key = ProofKey(secret: try Sample.secret(bytes(line.fields[2])))
        let code = try RequestCode(of: request, key: key)
        try check(code.spoken, line)
        let namesUser = !request.body.fingerprint.digests(of: .user).isEmpty
        #expect(try code.isProven(by: key, product: request.body.product, namesUser: namesUser))
        #expect(try !code.isProven(by: key, product: request.body.product, namesUser: !namesUser))
    }

    @Test(arguments: try vectors.get().filter { ["license", "correction"].contains($0.fields[0]) })
    func `Answers are told as they are there, and put together again`(line: VectorLine) throws {
        let request = try Unverified<Request>(written: bytes(line.fields[1])).verified()
        let document = try bytes(line.fields[2])
        let code =
            line.fields[0] == "license"
            ? try ResponseCode(of: Unverified<License>(written: document))
            : try ResponseCode(of: Unverified<TimeCorrection>(written: document))
        try check(code.spoken, line)
        let file = try Sample.vendor().productFile()
        let whole = try code.document(
            answering: request, under: file, completion: VoiceRoundTripTests.completion.get())
        #expect(whole.encoded == document)
    }

    @Test(arguments: try vectors.get().filter { $0.fields[0] == "refused" })
    func `Codes with one fault are refused for it`(line: VectorLine) throws {
        let direction: CodeDirection = line.fields[1].isEmpty ? .request : .response
        let form: CodeForm = line.fields[2].contains(where: \.isNumber) ? .digits : .words
        let refusal = #expect(throws: Refusal.self) {
            let code = try Self.typed(line.fields[2], direction, form)
            switch direction {
            case .request: try Self.takeUp(RequestCode(code))
            case .response: _ = try Self.document(of: ResponseCode(code), answering: bytes(line.fields[1]))
            }
        }
        #expect(refusal?.code.rawValue == line.fields[3])
    }

    /// What the programs do with groups that were typed.
    private static func typed(_ text: String, _ direction: CodeDirection, _ form: CodeForm) throws
        -> SpokenCode
    {
        var entry = CodeEntry(direction: direction, form: form)
        let events = entry.type(text, isAll: true)
        guard entry.missing.isEmpty else {
            #expect(events.contains { if case .wrong = $0 { true } else { false } })
            throw Refusal(.phoneMistyped)
        }
        guard let code = entry.code else { throw Refusal(.phoneWrongCode) }
        return code
    }

    /// What the desk does with a request code before all else.
    private static func takeUp(_ code: RequestCode) throws {
        guard
            try code.isProven(
                by: Sample.activationKey().proofKey(), product: Sample.product, namesUser: false)
        else { throw Refusal(.phoneWrongCode) }
    }

    /// What the machine does with a response code.
    private static func document(of code: ResponseCode, answering request: [UInt8]) throws -> AnyDocument {
        try code.document(
            answering: Unverified<Request>(written: request).verified(),
            under: Sample.vendor().productFile(), completion: VoiceRoundTripTests.completion.get())
    }

    @Test(arguments: try vectors.get().filter { $0.fields[0] == "untold" })
    func `Licenses that have no code are not told`(line: VectorLine) throws {
        let license = try Unverified<License>(written: bytes(line.fields[1]))
        let refusal = #expect(throws: Refusal.self) { try ResponseCode(of: license) }
        #expect(refusal?.code.rawValue == line.fields[2])
    }

    @Test func `Every line is one of these`() throws {
        let kinds: Set = ["request", "license", "correction", "refused", "untold"]
        #expect(try Self.vectors.get().allSatisfy { kinds.contains($0.fields[0]) })
    }

    @Test func `The list for other programs is the list`() throws {
        let listed = try Repository.text("Tests/Vectors/words.txt").split(separator: "\n").filter {
            !$0.hasPrefix("#")
        }
        #expect(listed.map(String.init) == WordList.words)
        #expect(WordList.words == WordList.words.sorted())
    }
}
