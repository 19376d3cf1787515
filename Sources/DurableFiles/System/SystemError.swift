import Glibc
import Refusals

/// What a system call failed with. Stays inside this module: callers get a ``Refusal`` that names the path.
struct SystemError: Error, Equatable {
    /// The value of `errno`.
    let number: Int32
    /// What it is about, where that is not what was asked for.
    var place: String?

    /// The system's own words, such as "Input/output error".
    var text: String {
        guard let words = strerror(number) else { return "error \(number)" }
        return String(cString: words)
    }

    /// Whether nothing can be where it was looked for.
    var isOfNothing: Bool { [ENOENT, ENOTDIR, ENAMETOOLONG].contains(number) }

    /// The refusal for a file that was to be read.
    func reading(_ path: String) -> Refusal {
        let shown = shownPath(path)
        return switch number {
        case ENOENT, ENOTDIR: Refusal(.fileNotFound, "The file '\(shown)' does not exist.")
        case EISDIR: Refusal(.fileIsFolder, "\(shown) is a folder; a file is needed.")
        case ENAMETOOLONG:
            Refusal(.fileNotFound, "There is no file '\(shown)': the name is too long for one.")
        default: Refusal(.fileUnreadable, "\(shown) cannot be read: \(text).")
        }
    }

    /// The refusal for a file that was to be written.
    func writing(_ path: String) -> Refusal {
        let notWritten = "\(shownPath(path)) was not written"
        return switch number {
        case ENOSPC, EDQUOT: Refusal(.diskFull, "\(notWritten): the disk is full.")
        case EROFS: Refusal(.folderReadOnly, "\(notWritten): the medium is read-only.")
        case EACCES, EPERM:
            Refusal(.folderNotPermitted, "\(notWritten): you do not have permission to write there.")
        case ENOENT: Refusal(.folderMissing, "\(notWritten): its folder does not exist.")
        case ENOTDIR: Refusal(.folderMissing, "\(notWritten): its folder is a file.")
        case EEXIST: Refusal(.fileExists, "\(shownPath(path)) already exists and was not overwritten.")
        case EISDIR: Refusal(.fileIsFolder, "\(shownPath(path)) is a folder; a file is needed.")
        case ENAMETOOLONG:
            Refusal(.fileUnwritable, "\(notWritten): its name is too long.", remedy: "Give a shorter name.")
        default: Refusal(.fileUnwritable, "\(notWritten): \(text).")
        }
    }
}

/// Makes a system call again for as long as a signal interrupts it.
@discardableResult
func retrying<Result: FixedWidthInteger & SignedInteger>(
    _ call: () -> Result
) throws(SystemError) -> Result {
    while true {
        let result = call()
        if result >= 0 { return result }
        let number = errno
        if number != EINTR { throw SystemError(number: number) }
    }
}
