import Activation
import Intake
import Refusals

/// What must hold whatever a mail is: nothing traps, no reading is much longer than the mail, and every document
/// that is found is one, and is found again in its own armour, quoted.
func check(_ input: [UInt8]) {
    for (_, reading) in MailText.readings(of: input) {
        require(String(validating: reading.text, as: UTF8.self) != nil, "readings are UTF-8")
        require(reading.text.count <= 3 * input.count + 8, "readings do not grow")
        _ = ArmourSearch.findings(in: reading.text)
    }
    let plain = MailText.plain(input)
    require(String(validating: plain, as: UTF8.self) != nil, "plain text is UTF-8")
    guard let documents = try? AnyDocument.all(in: input) else {
        require((try? AnyDocument(reading: input)) == nil, "what holds one document holds some")
        return
    }
    for document in documents {
        require(
            (try? AnyDocument(encoded: document.encoded))?.kind == document.kind,
            "what is found is a document")
        let armour = Armour(kind: document.kind, bytes: document.encoded).text
        let quoted = armour.split(separator: 10).flatMap { line -> [UInt8] in
            Array("> ".utf8) + Array(line) + [10]
        }
        require(
            (try? AnyDocument(reading: quoted))?.encoded == document.encoded,
            "it is found again where it is quoted")
    }
}
