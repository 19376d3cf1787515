import Glibc
import Synchronization

/// The address of what the handler says, as a C string; 0 for nothing.
///
/// Global, because a signal handler can be handed nothing. What it points to is never freed: the handler may be writing it,
/// and it is a line for each call.
private let words = Atomic<UInt>(0)

/// What is said before Ctrl-C ends the program.
enum InterruptNote {
    /// Says this from now on; nil for nothing.
    static func set(_ text: String?) {
        let address = text.flatMap { strdup($0) }.map { UInt(bitPattern: $0) } ?? 0
        words.store(address, ordering: .sequentiallyConsistent)
        guard address != 0 else { return }
        var before = sigaction()
        // What the program that started us wants ignored (`nohup`) stays ignored.
        guard sigaction(SIGINT, nil, &before) == 0, !isIgnored(before) else { return }
        var action = sigaction()
        action.__sigaction_handler.sa_handler = { signal in
            // Only what a handler may call: write, strlen, raise.
            if let text = UnsafePointer<CChar>(bitPattern: words.load(ordering: .sequentiallyConsistent)) {
                _ = write(STDERR_FILENO, text, strlen(text))
            }
            raise(signal)
        }
        // The second time, in the handler itself, it ends the program as ever.
        action.sa_flags = Int32(bitPattern: UInt32(SA_RESETHAND)) | SA_NODEFER
        sigaction(SIGINT, &action, nil)
    }

    private static func isIgnored(_ action: sigaction) -> Bool {
        unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
            == unsafeBitCast(SIG_IGN, to: Int.self)
    }
}
