import CommandSupport
import DurableFiles
import PictureProcess

@main
enum Entry {
    static func main() {
        let arguments = Array(CommandLine.arguments.dropFirst())
        // Started by itself, to read a picture: before anything else is set up that a picture could reach.
        if arguments.count == 2, arguments[0] == PictureChild.argument { readPicture(for: arguments[1]) }
        // Keys pass through this process's memory.
        _ = disableCoreDumps()
        runMain(Responder.self, arguments: arguments)
    }
}
