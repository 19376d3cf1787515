import CommandSupport
import DurableFiles

@main
enum Entry {
    static func main() {
        // Keys pass through this process's memory.
        _ = disableCoreDumps()
        runMain(Client.self, arguments: Array(CommandLine.arguments.dropFirst()))
    }
}
