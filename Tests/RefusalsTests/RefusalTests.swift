import Refusals
import Testing

@Suite struct RefusalTests {
    @Test(arguments: RefusalCode.allCases)
    func `a code is two words and its texts are sentences`(code: RefusalCode) {
        #expect(code.rawValue.wholeMatch(of: /[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*/) != nil)
        #expect(code.meaning.hasSuffix("."))
        #expect(code.remedy.hasSuffix("."))
        #expect(code.meaning.count <= 120)
        #expect(code.exitStatus != .success)
    }

    @Test func `a refusal says its code's texts unless it knows better`() {
        let plain = Refusal(.diskFull)
        #expect(plain.sentence == RefusalCode.diskFull.meaning)
        #expect(plain.remedy == RefusalCode.diskFull.remedy)
        let special = Refusal(.diskFull, "No room for a.", remedy: "Remove b.").concerning("a.license")
        #expect(special.sentence == "a.license: No room for a.")
        #expect(special.remedy == "Remove b.")
        #expect(special.code == .diskFull)
    }

    @Test func `a refusal keeps its facts where it is said whom it concerns, and not with another remedy`() {
        let refusal = Refusal(.activationKeyUsedUp, facts: [.license("7K2M"), .seats(3)])
        #expect(refusal.concerning("a.request").facts == refusal.facts)
        #expect(refusal.concerning("a.request").remedy == refusal.remedy)
        let advised = refusal.advising("Ask again.")
        #expect(
            advised.facts.isEmpty && advised.remedy == "Ask again." && advised.sentence == refusal.sentence)
    }

    @Test(arguments: RefusalCode.allCases)
    func `no text names a program or an option`(code: RefusalCode) {
        for text in [code.meaning, code.remedy] {
            #expect(!text.contains("countersign-") && text.firstMatch(of: /(^| )--[a-z]/) == nil)
        }
    }
}
