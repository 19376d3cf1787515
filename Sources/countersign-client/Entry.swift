import CommandSupport
import DurableFiles
import Glibc

@main
enum Entry {
    static func main() {
        // Keys pass through this process's memory.
        _ = disableCoreDumps()
        let arguments = Array(CommandLine.arguments.dropFirst())
        if let quick = QuickVerify(arguments) {
            exit(quick.run(in: .live(programName: "countersign-client")))
        }
        runMain(Client.self, arguments: arguments)
    }
}
