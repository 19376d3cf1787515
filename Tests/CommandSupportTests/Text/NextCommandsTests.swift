import CommandSupport
import Refusals
import Testing

@Suite("Commands to type next") struct NextCommandsTests {
    @Test func `name the folder that this program was told`() {
        let client = NextCommands(state: "my")
        #expect(client.client("status") == "countersign-client status --state my")
        #expect(client.responder("init") == "countersign-responder init")
        let responder = NextCommands(vault: "my")
        #expect(
            responder.responder("license show X --all")
                == "countersign-responder license show X --all --vault my")
        #expect(responder.client("request --phone") == "countersign-client request --phone")
    }

    @Test(arguments: [("a b", "'a b'"), ("", "''"), ("it's", #"'it'\''s'"#), ("/srv/x", "/srv/x")])
    func `quote the folder for the shell`(folder: String, quoted: String) {
        #expect(NextCommands(state: folder).client("status") == "countersign-client status --state \(quoted)")
    }

    @Test func `are pasted as one command where the folder's name begins like an option`() {
        #expect(NextCommands(state: "-st y").client("status") == "countersign-client status --state='-st y'")
    }

    @Test(arguments: [20, 30, 41, 60, 80])
    func `are not broken within the folder's name`(width: Int) {
        let folder = "my  vault of it's own"
        let command = NextCommands(vault: folder).responder("license show ABCD")
        let lines = TextWrap.lines(
            of: "See '\(command)', and what follows; or '\(command)'.", width: max(width, 30))
        let quoted = ShellWord.quoted(folder)
        #expect(lines.filter { $0.contains(quoted) }.count == 2, "\(lines)")
        #expect(lines.joined(separator: " ").contains("'\(command)', and what follows; or"))
    }

    @Test func `name the product in requests, where a machine has several`() {
        let next = NextCommands(state: "my").naming(product: "a.b")
        #expect(
            next.client("request --renew") == "countersign-client request --renew --product a.b --state my")
        #expect(
            next.client("request --product FILE") == "countersign-client request --product FILE --state my")
        #expect(next.client("install FILE") == "countersign-client install FILE --state my")
        #expect(next.responder("init") == "countersign-responder init")
    }

    @Test func `name none where none was told`() {
        for next in [NextCommands(), NextCommands(state: nil), NextCommands(vault: nil)] {
            #expect(next.client("status") == "countersign-client status")
            #expect(next.responder("init") == "countersign-responder init")
        }
    }

    @Test(arguments: RefusalCode.allCases)
    func `are written by all advice, with the folder`(code: RefusalCode) {
        let (client, responder) = (NextCommands(state: "/s"), NextCommands(vault: "/v"))
        let plain = Refusal(code).advice(NextCommands())
        #expect(
            Refusal(code).advice(client).occurrences(of: " --state /s")
                == plain.occurrences(of: "'countersign-client "))
        #expect(
            Refusal(code).advice(responder).occurrences(of: " --vault /v")
                == plain.occurrences(of: "'countersign-responder "))
    }

    @Test func `leave a sentence alone that only speaks of a program`() throws {
        var text = TextReport(style: TextStyle(width: 200, isColored: false), next: NextCommands(state: "/s"))
        text.paragraph("A customer called 'countersign-client status'.")
        #expect(text.rendered == "A customer called 'countersign-client status'.\n")
    }
}

extension String {
    /// How often another occurs.
    fileprivate func occurrences(of part: String) -> Int { ranges(of: part).count }
}
