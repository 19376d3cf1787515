import Activation
import Intake
import Refusals
import TextForm

/// What must hold whatever was scanned or typed: nothing traps, what is written is read back, and what is read is
/// written and read back.
func check(_ text: [UInt8]) {
    let form = TextForm(kind: TextKind.allCases[text.count % TextKind.allCases.count], bytes: text)
    require(TextForm(exactly: form.text) == form, "what is written is read back strictly")
    require(ReceivedText.forms(in: Array(form.text.utf8)) == [form], "and as it is received")
    // One group by itself might be anything.
    require(
        form.groups.count < 2
            || ReceivedText.forms(in: Array(form.numberedGroups.reversed().joined(separator: "\n").utf8)) == [
                form
            ],
        "and off paper")
    if let parts = try? TextSeries.parts(of: form, longest: 200, portal: nil) {
        let joined = Array(parts.reversed().joined(separator: "\n").utf8)
        require(ReceivedText.forms(in: joined) == [form], "and in parts")
    }
    var typed = TypedText()
    for line in text.split(separator: 10) {
        _ = (typed.enter(), typed.compared)
        _ = typed.feed(String(decoding: line, as: UTF8.self))
        // The same again with a number, as a group that is put right.
        _ = typed.feed("\(line.first ?? 0). " + String(decoding: line.dropFirst(), as: UTF8.self))
    }
    _ = (try? typed.whole(), typed.groups, typed.firstOpen)
    if let portal = Portal(String(decoding: text, as: UTF8.self)) {
        require(Portal(portal.address) == portal, "a portal's address is its portal's")
        require(ReceivedText.forms(in: Array(form.text(under: portal).utf8)) == [form], "and under a portal")
    }
    for found in (try? ReceivedText.documents(in: text)) ?? [] {
        guard let kind = found.kind else { continue }
        let again = TextForm(kind: kind, bytes: found.bytes)
        require(ReceivedText.forms(in: Array(again.text.utf8)) == [again], "what is read is written and read")
    }
    guard let document = try? AnyDocument(reading: text) else { return }
    let written = Array(document.textForm.text.utf8)
    require((try? AnyDocument(reading: written))?.encoded == document.encoded, "a document has a text form")
}
