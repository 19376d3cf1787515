import Refusals
import TestSupport
import Testing
import TextForm

@testable import Intake

@Suite("A scanner's keyboard")
struct KeyboardTests {
    private let form = sampleForm(120)

    private func documents(_ text: String) throws(Refusal) -> [ReceivedDocument] {
        try ReceivedText.documents(in: Array(text.utf8))
    }

    /// What a computer with this layout shows.
    private func typed(
        _ text: String, _ name: String, lock: KeyboardLayout.Lock = .off
    ) throws -> String {
        let layout = try #require(KeyboardLayout.all.first { $0.name == name })
        let scalars = text.unicodeScalars.compactMap { layout.typed($0, lock: lock) }
        return String(String.UnicodeScalarView(scalars))
    }

    @Test func `Is undone, whatever the layout and Caps Lock, unless that is impossible`() throws {
        let portal = try #require(Portal("https://portal.example:8443/a"))
        var refused: [String: Refusal] = [:]
        for layout in KeyboardLayout.all {
            for lock in KeyboardLayout.Lock.allCases {
                let text = lock == .off ? form.text(under: portal) : form.text
                let typed = try typed(text, layout.name, lock: lock)
                do throws(Refusal) {
                    #expect(try documents(typed).map(\.bytes) == [form.bytes])
                } catch {
                    refused["\(layout.name) \(lock)"] = error
                }
            }
        }
        // One capital for two letters, and a dead key.
        #expect(Set(refused.keys) == ["Greek off", "Greek shift", "Brazilian shift", "Brazilian inverse"])
        #expect(refused.values.allSatisfy { $0.code == .documentMistyped && $0.remedy.contains("scanner") })
        #expect(
            refused["Greek off"]?.sentence
                == "It looks as if the text was typed through a Greek keyboard layout, "
                + "which gives one character for 'S' and 'W': it cannot be undone.")
        #expect(refused["Brazilian shift"]?.sentence.contains("which gives nothing for '6'") == true)
    }

    @Test func `Is said to have been undone, and what to do about it`() throws {
        let note = try #require(documents(typed(form.text, "French")).first?.notes.first)
        #expect(
            note.hasPrefix("The text was typed through a French keyboard layout; that was undone. Set the"))
        let german = try #require(documents(typed(form.text, "German")).first?.notes.first)
        #expect(german.contains("a German keyboard layout;"))
        let locked = try #require(documents(typed(form.text, "French", lock: .shift)).first?.notes.first)
        #expect(locked.contains("a French keyboard layout with Caps Lock on;"))
        #expect(try documents(form.text).first?.notes == [])
        #expect(try documents(form.text.lowercased()).first?.notes == [])
    }

    @Test func `Is undone for several codes and for parts of a series`() throws {
        let parts = try TextSeries.parts(of: form, longest: 100, portal: nil)
        let text = try parts.map { try typed($0, "Czech") }.joined(separator: "\r\n")
        #expect(try documents(text).map(\.bytes) == [form.bytes])
        let some = try parts.dropLast().map { try typed($0, "Czech") }.joined(separator: "\n")
        let refusal = #expect(throws: Refusal.self) { try documents(some) }
        #expect(refusal?.code == .documentIncomplete)
        #expect(refusal?.sentence.contains("Czech") == true)
    }

    @Test func `Is undone before the groups that are wrong are named`() throws {
        let changed = form.text.dropLast(30) + "ABCDEFGHJK" + form.text.suffix(20)
        let refusal = try #require(throws: Refusal.self) { try documents(typed(String(changed), "French")) }
        #expect(refusal.code == .documentMistyped)
        #expect(refusal.sentence.contains("French or Belgian keyboard layout; but with that undone: "))
        #expect(refusal.sentence.contains("groups are wrong") || refusal.sentence.contains("group"))
    }
}
