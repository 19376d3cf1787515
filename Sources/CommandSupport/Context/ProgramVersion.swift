/// The version of both programs, which `--version` shows.
package enum ProgramVersion {
    /// Major, minor, patch.
    package static let text = "0.1.0"
}
