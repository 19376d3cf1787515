import Activation
import CommandSupport
import CommandTesting
import Refusals
import Testing

@Suite("What --product names") struct ProductNameTests {
    @Test(arguments: [
        ("acme.shipcad", "id acme.shipcad"), ("./acme.shipcad", "file ./acme.shipcad"),
        ("a/b", "file a/b"), ("-", "file -"), ("NOT AN ID", "file NOT AN ID"), ("", "file "),
        ("shipcad.product", "id shipcad.product"), ("a\u{0}b", "file a\u{0}b"), ("/", "file /"),
    ])
    func `A name with a slash is a file's, and what can be an id is one where no file has the name`(
        text: String, meant: String
    ) throws {
        for prefersFile in [true, false] {
            #expect(try read(text, prefersFile: prefersFile, known: []) == meant)
        }
    }

    private func read(_ text: String, prefersFile: Bool, known: [String]) throws(Refusal) -> String {
        switch try ProductName(text, prefersFile: prefersFile, isKnown: { known.contains($0.text) }) {
        case .id(let id): "id \(id)"
        case .file(let path): "file \(path)"
        }
    }
}
