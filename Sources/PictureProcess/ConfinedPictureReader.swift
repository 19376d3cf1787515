import Dispatch
import Glibc
import Refusals

/// Reads the codes in pictures from anybody, each in a process of its own that can do nothing but compute.
///
/// The process is this program, started anew: so nothing of this one's memory, a passphrase or a key, is in it.
/// See ``PictureChild`` for what it gives up. What it answers is not trusted either: a text is whatever the
/// picture's maker wanted it to be.
package struct ConfinedPictureReader: Sendable {
    /// What reading one picture may cost.
    package let limits: ReaderLimits

    private let words: [String]
    private let environment: [String: String]
    private let milliseconds: @Sendable () -> Int64
    /// How many may read at a time.
    private let places: DispatchSemaphore

    /// - Parameters:
    ///   - program: the program that ``PictureChild`` is in, and its arguments; without it, this one. This process's
    ///     number follows them.
    ///   - environment: all of its environment. The loader may need `LD_LIBRARY_PATH`.
    ///   - limits: what one picture may cost.
    ///   - milliseconds: a clock that is never set.
    package init(
        program: [String] = ["/proc/self/exe", PictureChild.argument], environment: [String: String] = [:],
        limits: ReaderLimits = .usual, milliseconds: @escaping @Sendable () -> Int64
    ) {
        words = program
        // One pool of memory for all threads: each of its own would reserve many addresses.
        self.environment = environment.merging(["MALLOC_ARENA_MAX": "1"]) { given, _ in given }
        self.limits = limits
        self.milliseconds = milliseconds
        places = DispatchSemaphore(value: min(max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))), 8))
    }

    /// The texts of the codes in a picture, in the order in which they were found; empty where there is no code.
    /// May be called from many threads; no more readers than processors run at a time, and 8 at most.
    ///
    /// - Throws: `picture.unreadable`, `picture.too-large`, `picture.out-of-time`, `picture.reader-failed`.
    package func codes(in picture: [UInt8]) throws(Refusal) -> [String] { try contents(of: picture).texts }

    /// The same, and where codes are that could not be read.
    ///
    /// - Throws: as ``codes(in:)`` does.
    package func contents(of picture: [UInt8]) throws(Refusal) -> PictureContents {
        guard picture.count <= limits.pictureBytes else { throw tooManyBytes }
        places.wait()
        defer { places.signal() }
        let (said, end) = try run(on: picture)
        // A whole answer is one, however the process ended after it.
        switch PictureAnswer(said) {
        case .texts(let texts, let unread, let isCutShort):
            return PictureContents(texts: texts, unread: unread, isCutShort: isCutShort)
        case .failed(.unreadable): throw Refusal(.pictureUnreadable)
        case .failed(.tooLarge): throw Refusal(.pictureTooLarge)
        case .failed(.unconfined): throw Self.unconfined
        case .failed(.cutShort):
            throw Refusal(
                .pictureUnreadable, "The picture is cut short.", remedy: "Send it again, as a file.")
        case .failed(.outOfTime): throw outOfTime
        case .tooLarge(let width, let height): throw tooManyPixels(width, height)
        case nil: throw refusal(for: end)
        }
    }

    /// For a picture of more bytes than the limit.
    package var tooManyBytes: Refusal {
        Refusal(
            .pictureTooLarge,
            "The picture holds more than the \(limits.pictureBytes) bytes that are accepted here.")
    }

    private var outOfTime: Refusal {
        Refusal(
            .pictureOutOfTime,
            "Time ran out before the whole picture was searched: in \(limits.searchMilliseconds / 1_000) seconds no QR "
                + "code was found.")
    }

    private func tooManyPixels(_ width: UInt32, _ height: UInt32) -> Refusal {
        let millions = (UInt64(width) * UInt64(height) - 1) / 1_000_000 + 1
        let remedy = "Make it smaller, or cut out the part with the whole code."
        guard millions > limits.megapixels else {
            return Refusal(
                .pictureTooLarge, "The picture has \(width) by \(height) pixels, and a side is too long.",
                remedy: remedy)
        }
        return Refusal(
            .pictureTooLarge,
            "The picture has \(millions) megapixels; at most \(limits.megapixels) are read.", remedy: remedy)
    }

    private func run(on picture: [UInt8]) throws(Refusal) -> (said: [UInt8], end: ChildProcess.End) {
        guard let file = MemoryFile(picture) else {
            throw Refusal(.pictureReaderFailed, "There is no memory for the picture.")
        }
        let deadline = milliseconds() + Int64(limits.seconds) * 1_000
        do throws(ChildProcess.NotStarted) {
            return try ChildProcess(
                words: words + ["\(getpid())"], environment: environment, input: file.descriptor
            )
            .finish(limit: PictureAnswer.largest, deadline: deadline, milliseconds: milliseconds)
        } catch {
            let reason = strerror(error.number).map { String(cString: $0) } ?? "error \(error.number)"
            throw Refusal(
                .pictureReaderFailed,
                "The part of the program that reads pictures could not be started: \(reason).",
                remedy:
                    "It needs '/proc', '/dev/null' and some memory. Without them, use the text or the file."
            )
        }
    }

    private static let unconfined = Refusal(
        .pictureReaderFailed,
        "Pictures cannot be read here: this system does not let the program confine the part that reads them.",
        remedy:
            "It needs Linux 4.14 or newer with seccomp filters; in a container, one that allows them. Otherwise use "
            + "the text or the file.")

    private func refusal(for end: ChildProcess.End) -> Refusal {
        switch end {
        case .killed(SIGALRM):
            Refusal(.pictureReaderFailed, "The picture's reader did not finish in time and stopped itself.")
        case .tookTooLong, .killed(SIGXCPU):
            Refusal(.pictureReaderFailed, "Reading the picture took longer than \(limits.seconds) seconds.")
        case .killed(SIGSYS):
            Refusal(
                .pictureReaderFailed,
                "The picture made its reader try something that is not allowed, so the reader was stopped.",
                remedy:
                    "No harm was done. Do not open this picture elsewhere; ask its sender for the text or the file."
            )
        case .killed(SIGKILL):
            Refusal(
                .pictureReaderFailed,
                "The picture's reader was stopped from outside; perhaps memory ran out.")
        case .killed:
            Refusal(
                .pictureReaderFailed,
                "The reader stopped: the picture is damaged, or needs more than \(limits.memory >> 20) MiB of memory."
            )
        case .exited, .notTold: Refusal(.pictureReaderFailed)
        }
    }
}
