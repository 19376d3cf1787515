import DurableFiles
import Fingerprint
import Machines
import Testing

@Suite("The page's tables of machines and events")
struct MachinesTableTests {
    private static let begin = "<!-- begin machines -->\n"
    private static let end = "<!-- end machines -->"

    @Test("say what the probe finds and what is decided, on every machine after every change")
    func page() throws {
        let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        let bytes = try readFile("/\(root)/docs/fingerprint.md", limit: 1 << 20)
        let page = String(decoding: bytes, as: UTF8.self)
        let halves = page.split(separator: Self.begin, omittingEmptySubsequences: false)
        try #require(halves.count == 2, "The page has the mark once.")
        let found = halves[1].split(separator: Self.end, omittingEmptySubsequences: false)
        let right = try MachinesTable.page()
        #expect(found.count == 2 && found[0] == right, "The page should have:\n\(right)")
    }

    @Test("show nothing else than a careful engineer expects of the events that change nothing")
    func harmless() throws {
        for machine in FixtureMachine.all {
            let before = try machine.survey()
            for change in [MachineChange.memoryDoubled, .vpnOn, .dockAdded, .dockRemoved] {
                guard let after = machine.after(change).machine else { continue }
                let survey = try after.survey()
                #expect(survey.components == before.components, "\(machine.name), \(change)")
            }
        }
    }

    @Test("leave out what cannot be: for each change that makes no sense there is a reason")
    func reasons() {
        for machine in FixtureMachine.all {
            for change in MachineChange.allCases where machine.after(change).machine == nil {
                #expect(machine.after(change).reason?.isEmpty == false)
            }
        }
    }
}
