/// The exit status of a command: 0 and 1 answer the question asked, the others are those of `sysexits.h`.
///
/// ```swift
/// exit(refusal.code.exitStatus.rawValue)
/// ```
public enum ExitStatus: Int32, Sendable, CaseIterable {
    /// Yes: done, or licensed.
    case success = 0
    /// The answer is no: not licensed, or the request was refused.
    case no = 1
    /// The command line is wrong (`EX_USAGE`).
    case usage = 64
    /// The input is malformed or forged (`EX_DATAERR`).
    case dataError = 65
    /// What was named is not there (`EX_NOINPUT`).
    case noInput = 66
    /// A defect in this program (`EX_SOFTWARE`).
    case software = 70
    /// The output could not be created (`EX_CANTCREAT`).
    case cannotCreate = 73
    /// Reading or writing failed (`EX_IOERR`).
    case inputOutput = 74
    /// Somebody else is using it now; the same command may succeed later (`EX_TEMPFAIL`).
    case temporaryFailure = 75
    /// Not allowed: a wrong passphrase, or a folder that belongs to another user (`EX_NOPERM`).
    case notPermitted = 77
}
