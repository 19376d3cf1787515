import DurableFiles
import Glibc
import Refusals

/// The other side of ``ConfinedPictureReader``: the same program, started anew, which reads one picture from
/// standard input, answers on standard output, and ends.
package enum PictureChild {
    /// The first argument, by which a program knows that it was started for this. The last is the number of the process
    /// that started it.
    package static let argument = "read-picture"

    /// Confines this process, reads the picture and ends the process. To be called first thing in `main`.
    ///
    /// - Parameters:
    ///   - limits: what it may cost.
    ///   - parent: the last argument.
    ///   - milliseconds: a clock that is never set.
    ///   - prepare: makes libraries open the files they need; there are none afterwards.
    ///   - read: looks for the texts in a picture. `isLate` says when it is time to stop looking for more.
    package static func run(
        limits: ReaderLimits, parent: String, milliseconds: @escaping @Sendable () -> Int64,
        prepare: () -> Void,
        read: (_ picture: [UInt8], _ isLate: @escaping @Sendable () -> Bool) throws(Refusal) -> PictureAnswer
    ) -> Never {
        Confinement.closeDescriptors()
        prepare()
        do throws(Confinement.NotEntered) {
            try Confinement(limits, parent: pid_t(parent) ?? 0).enter()
        } catch {
            end(with: .failed(.unconfined))
        }
        let end = milliseconds() + limits.searchMilliseconds
        do throws(Refusal) {
            let picture = try picture(upTo: limits.pictureBytes)
            Self.end(with: try read(picture) { milliseconds() >= end })
        } catch {
            Self.end(with: .failed(error.code == .pictureTooLarge ? .tooLarge : .unreadable))
        }
    }

    private static func picture(upTo limit: Int) throws(Refusal) -> [UInt8] {
        do throws(Refusal) {
            return try readStandardInput(limit: limit)
        } catch {
            throw error.code == .documentTooLarge ? Refusal(.pictureTooLarge) : error
        }
    }

    /// Not by `exit`, which would let libraries tidy up with calls that are no longer theirs.
    private static func end(with answer: PictureAnswer) -> Never {
        let isTold = (try? writeDescriptor(answer.bytes, to: STDOUT_FILENO, named: "the answer")) != nil
        _exit(isTold ? 0 : 1)
    }
}
