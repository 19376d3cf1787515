import CommandSupport

/// C's `main`: the package manager links it by this name, so that tests can link the module beside a `main` of theirs.
@_cdecl("countersign_client_main")
func clientMain(_ count: Int32, _ values: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> Int32 {
    runClient(
        ProgramArguments(count: count, values: values), in: .live(programName: "countersign-client"))
}
