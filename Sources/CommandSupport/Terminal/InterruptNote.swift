import Glibc
import Synchronization

/// The address of what the handler says, as a C string; 0 for nothing.
///
/// Global, because a signal handler can be handed nothing. Only one can take it out: the handler, which says it, or
/// ``InterruptNote/set(_:)``, which frees it.
private let words = Atomic<UInt>(0)

/// What is said on standard error before a signal, such as that of Ctrl-C, ends the program: at a question and between two.
enum InterruptNote {
    private static let signals = [SIGHUP, SIGINT, SIGQUIT, SIGTERM]

    /// Says this from now on, on lines of its own; nil for nothing.
    static func set(_ text: String?) {
        let address = text.flatMap { strdup("\n" + $0) }.map { UInt(bitPattern: $0) } ?? 0
        let before = words.exchange(address, ordering: .sequentiallyConsistent)
        free(UnsafeMutableRawPointer(bitPattern: before))
        guard address != 0 else { return }
        for signal in signals { watch(signal) }
    }

    /// Whether something would be said.
    static var isSet: Bool { words.load(ordering: .sequentiallyConsistent) != 0 }

    private static func watch(_ signal: Int32) {
        var before = sigaction()
        // What the program that started us wants ignored (`nohup`) stays ignored.
        guard sigaction(signal, nil, &before) == 0, !isIgnored(before) else { return }
        var action = sigaction()
        action.__sigaction_handler.sa_handler = { signal in
            // Only what a handler may call: write, strlen, raise.
            let address = words.exchange(0, ordering: .sequentiallyConsistent)
            if let text = UnsafePointer<CChar>(bitPattern: address) {
                _ = write(STDERR_FILENO, text, strlen(text))
            }
            raise(signal)
        }
        // The second time, in the handler itself, it ends the program as ever.
        action.sa_flags = Int32(bitPattern: UInt32(SA_RESETHAND)) | SA_NODEFER
        sigaction(signal, &action, nil)
    }

    private static func isIgnored(_ action: sigaction) -> Bool {
        unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
            == unsafeBitCast(SIG_IGN, to: Int.self)
    }
}
