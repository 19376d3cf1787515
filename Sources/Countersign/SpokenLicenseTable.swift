import Cryptography
import Refusals

/// What finds the part of a signature that is not read aloud. Making it takes about a second: make it while the groups
/// are typed, and use it for every attempt.
///
/// ```swift
/// let table = try SpokenLicenseTable()
/// var entry = CodeEntry(responseIn: .digits)
/// while entry.code == nil { show(entry.type(readLine() ?? "")) }
/// if let code = entry.code { try product.install(spoken: code, using: table, now: now) }
/// ```
public struct SpokenLicenseTable: Sendable {
    let completion: SignatureCompletion

    /// - Throws: `internal.inconsistency` if libsodium cannot start.
    public init() throws(Refusal) {
        do {
            completion = try SignatureCompletion()
        } catch {
            throw Refusal(.internalInconsistency, "The table of signatures could not be made (\(error)).")
        }
    }
}
