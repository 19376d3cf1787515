import Glibc
import Machines
import Simulation

/// The machine that a story happens on: this one with the programs as they were built, or one that is made up.
enum StoryWorld {
    /// This one.
    case here
    /// The client is the same, from the same files, but looks at the tree of this machine.
    case played(TemporaryTree, programs: TemporaryFolder)

    /// This one where it can be told from others, which not every container is; else one that is made up.
    ///
    /// `STORIES=played` asks for one that is made up wherever the tests run.
    static func usual() throws -> StoryWorld {
        let asked = getenv("STORIES").map { String(cString: $0) }
        return Stories.isTellingHere && asked != "played" ? .here : try .played()
    }

    /// One that is made up.
    static func played(_ machine: FixtureMachine = .officePC) throws -> StoryWorld {
        let programs = try TemporaryFolder()
        guard symlink("\(try builtProducts())/played-client", programs("countersign-client")) == 0 else {
            throw NotStarted()
        }
        return .played(try TemporaryTree(machine.tree), programs: programs)
    }

    /// The environment variables of a story that happens in a folder.
    func environment(in folder: String) throws -> [String: String] {
        var environment = try Stories.environment(in: folder)
        if case .played(let tree, let programs) = self {
            environment["PATH"] = "\(programs.path):\(environment["PATH"] ?? "")"
            environment["PLAYED_MACHINE"] = tree.root
        }
        return environment
    }
}
