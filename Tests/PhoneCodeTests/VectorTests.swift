import Activation
import Cryptography
import PhoneCode
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
        let request = try Unverified<Request>(reading: bytes(line.fields[1])).verified()
        let key = ProofKey(secret: try Sample.secret(bytes(line.fields[2])))
        let code = try RequestCode(of: request, key: key)
        try check(code.spoken, line)
        #expect(try code.isProven(by: key, product: request.body.product, namesUser: false))
    }

    @Test(arguments: try vectors.get().filter { $0.fields[0] != "request" })
    func `Answers are told as they are there, and put together again`(line: VectorLine) throws {
        let request = try Unverified<Request>(reading: bytes(line.fields[1])).verified()
        let document = try bytes(line.fields[2])
        let code =
            line.fields[0] == "license"
            ? try ResponseCode(of: Unverified<License>(reading: document))
            : try ResponseCode(of: Unverified<TimeCorrection>(reading: document))
        try check(code.spoken, line)
        let file = try Sample.vendor().productFile()
        let whole = try code.document(
            answering: request, under: file, completion: VoiceRoundTripTests.completion.get())
        #expect(whole.encoded == document)
    }
}
