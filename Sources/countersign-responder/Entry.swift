import CommandSupport
import DurableFiles

@main
enum Entry {
    static func main() {
        // Keys pass through this process's memory.
        _ = disableCoreDumps()
        runMain(Responder.self, arguments: Array(CommandLine.arguments.dropFirst()))
    }
}
