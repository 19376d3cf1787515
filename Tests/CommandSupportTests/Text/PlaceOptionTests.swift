import CommandSupport
import Testing

@Suite("The option that names the folder") struct PlaceOptionTests {
    @Test(arguments: [
        ("To show it: 'program show X'.", "To show it: 'program show X --place my'."),
        (
            "Look: 'program show', then 'program list'.",
            "Look: 'program show --place my', then 'program list --place my'."
        ),
        ("To go on: program resume 7", "To go on: program resume 7 --place my"),
        ("To go on: program resume 7.", "To go on: program resume 7 --place my."),
        ("program install -    (a scanner)", "program install - --place my    (a scanner)"),
        ("'program show --place other'", "'program show --place other'"),
        ("See 'program show --help'.", "See 'program show --help'."),
        ("'another show'", "'another show'"),
        ("'program' needs a command after it.", "'program' needs a command after it."),
        ("program ", "program "), ("'program show", "'program show --place my"), ("", ""),
    ])
    func `is at the end of each command that is shown, once`(text: String, completed: String) throws {
        let place = try #require(PlaceOption("--place", "my", program: "program"))
        #expect(place.completing(text) == completed)
    }

    @Test func `is quoted for the shell, and is nothing where no folder was named`() throws {
        #expect(PlaceOption("--place", nil, program: "program") == nil)
        let place = try #require(PlaceOption("--place", "a b", program: "program"))
        #expect(place.completing("program show") == "program show --place 'a b'")
        #expect(try #require(PlaceOption("--place", "", program: "p")).completing("p x") == "p x --place ''")
    }
}
