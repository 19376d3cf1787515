import CommandSupport
import DurableFiles

/// C's `main`: the package manager links it by this name, so that tests can link the module beside a `main` of theirs.
@_cdecl("countersign_client_main")
func runClient(_ count: Int32, _ values: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> Int32 {
    // Keys pass through this process's memory.
    _ = disableCoreDumps()
    let arguments = ProgramArguments(count: count, values: values)
    if let quick = QuickVerify(arguments.words) {
        return quick.run(in: .live(programName: "countersign-client"))
    }
    runMain(Client.self, arguments: arguments)
}
