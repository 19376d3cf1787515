/// The version of both programs, which `--version` shows.
public enum ProgramVersion {
    /// Major, minor, patch.
    public static let text = "0.1.0"
}
