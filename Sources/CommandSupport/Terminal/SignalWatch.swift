import Glibc
import Synchronization

/// Signals that have arrived while somebody watches: bit `n` stands for signal `n`.
///
/// Global, because a signal handler can be handed nothing.
private let noted = Atomic<UInt64>(0)

/// From its making to ``end()``, holds back the signals that a person sends from the keyboard or a system
/// sends to end a process, and notes which came.
struct SignalWatch {
    private static let watched = [SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP]

    private let before: [(signal: Int32, action: sigaction)]

    init() {
        noted.store(0, ordering: .sequentiallyConsistent)
        before = Self.watched.compactMap { signal in
            var old = sigaction()
            // What the program that started us wants ignored (`nohup`) stays ignored.
            guard sigaction(signal, nil, &old) == 0, !Self.isIgnored(old) else { return nil }
            var new = sigaction()
            new.__sigaction_handler.sa_handler = { signal in
                _ = noted.bitwiseOr(1 << UInt64(signal), ordering: .sequentiallyConsistent)
            }
            // No SA_RESTART: a read in progress must come back.
            sigaction(signal, &new, nil)
            return (signal, old)
        }
    }

    private static func isIgnored(_ action: sigaction) -> Bool {
        unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
            == unsafeBitCast(SIG_IGN, to: Int.self)
    }

    /// Whether a signal came since the watch began.
    var isNoted: Bool { noted.load(ordering: .sequentiallyConsistent) != 0 }

    /// Whether one of them ends the process, and does not only stop it.
    var isEnding: Bool { noted.load(ordering: .sequentiallyConsistent) & ~(1 << UInt64(SIGTSTP)) != 0 }

    /// Puts back what was to happen on these signals before.
    func end() {
        for (signal, action) in before {
            var action = action
            sigaction(signal, &action, nil)
        }
    }

    /// Sends this thread a signal, even where signals are kept from it. It takes effect before this returns; sent to the
    /// process, another thread might be given it later, in the middle of the next question.
    private static func raise(_ signal: Int32) {
        var (signals, before) = (sigset_t(), sigset_t())
        sigemptyset(&signals)
        sigaddset(&signals, signal)
        pthread_sigmask(SIG_UNBLOCK, &signals, &before)
        Glibc.raise(signal)
        pthread_sigmask(SIG_SETMASK, &before, nil)
    }

    /// Sends the signals that were held back; call it after ``end()``.
    ///
    /// It returns where a signal does not end the process: when somebody handles it, or when the
    /// process was stopped and continued.
    func raiseNoted() {
        let signals = noted.exchange(0, ordering: .sequentiallyConsistent)
        for (signal, _) in before where signals & (1 << UInt64(signal)) != 0 {
            Self.raise(signal)
        }
    }
}
