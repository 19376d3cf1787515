import CommandSupport
import Testing

@Suite("A word of a command that is shown")
struct ShellWordTests {
    @Test(arguments: [
        ("state", "state"), ("/var/lib/state-1", "/var/lib/state-1"), ("my state", "'my state'"), ("", "''"),
        ("it's", "'it'\\''s'"), ("~/x", "'~/x'"), ("a;b", "'a;b'"), ("$HOME", "'$HOME'"), ("Büro", "'Büro'"),
    ])
    func `Is quoted where a shell would read something else`(word: String, shown: String) {
        #expect(ShellWord.quoted(word) == shown)
    }
}
