import CommandSupport
import DurableFiles
import PictureProcess

/// C's `main`: the package manager links it by this name, so that tests can link the module beside a `main` of theirs.
@_cdecl("countersign_responder_main")
func runResponder(_ count: Int32, _ values: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> Int32 {
    let arguments = ProgramArguments(count: count, values: values)
    let words = arguments.words
    // Started by itself, to read a picture: before anything else is set up that a picture could reach.
    if words.count == 2, words[0] == PictureChild.argument { readPicture(for: words[1]) }
    // Keys pass through this process's memory.
    _ = disableCoreDumps()
    runMain(Responder.self, arguments: arguments)
}
