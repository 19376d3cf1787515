import CommandSupport
import Glibc

/// The client of `Sources/countersign-client`, all of it but its `main`, on the machine whose file tree `PLAYED_MACHINE`
/// names. So the stories go the same way wherever the tests run. In no product.
@_cdecl("played_client_main")
func playClient(_ count: Int32, _ values: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> Int32 {
    guard let machine = getenv("PLAYED_MACHINE") else { return 70 }
    return runClient(
        ProgramArguments(count: count, values: values),
        in: .live(programName: "countersign-client", root: String(cString: machine)))
}
