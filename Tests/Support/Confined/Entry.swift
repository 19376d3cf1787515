import Glibc
import PictureProcess
import Refusals

/// The descriptors that were open before anything was read.
nonisolated(unsafe) var openAtFirst: [Int32] = []

/// A reader whose "picture" is the name of something that a reader must not do. It does it, and answers with what
/// came of it.
@main
enum Entry {
    static func main() {
        // A limit of its own for each test, after the argument: mebibytes and seconds.
        let arguments = CommandLine.arguments
        guard arguments.count == 5, arguments[1] == PictureChild.argument, let memory = Int(arguments[2]),
            let seconds = Int(arguments[3])
        else { return parent(arguments) }
        let limits = ReaderLimits(pictureBytes: 1_000_000, memory: memory << 20, seconds: seconds)
        PictureChild.run(
            limits: limits, parent: arguments[4], milliseconds: milliseconds,
            prepare: { openAtFirst = (0..<1_024).filter { fcntl($0, F_GETFD) != -1 } }
        ) {
            (picture, isLate) throws(Refusal) in
            guard let misdeed = misdeeds[String(decoding: picture, as: UTF8.self)] else {
                throw Refusal(.pictureUnreadable)
            }
            do throws(Refusal) {
                return .texts(try misdeed(isLate))
            } catch {
                guard error.code == .pictureOutOfTime else { throw error }
                return .failed(.outOfTime)
            }
        }
    }

    /// Waits for a reader that never ends: to be killed meanwhile.
    private static func parent(_ arguments: [String]) {
        let reader = ConfinedPictureReader(
            program: ["/proc/self/exe", PictureChild.argument, "1024", "60"],
            limits: ReaderLimits(pictureBytes: 1_000_000, memory: 1 << 30, seconds: 60),
            milliseconds: milliseconds)
        _ = try? reader.codes(in: Array(arguments.dropFirst().joined().utf8))
    }

    @Sendable static func milliseconds() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }
}
