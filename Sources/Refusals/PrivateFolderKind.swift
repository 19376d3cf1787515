/// The two folders that only their owner may use.
public enum PrivateFolderKind: Hashable, Sendable {
    /// The machine's state folder.
    case state
    /// The vendor's vault.
    case vault
}
