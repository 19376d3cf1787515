/// The two folders that only their owner may use.
///
/// ```swift
/// if refusal.facts.contains(.folder(.state)) { show("See the manual's page on the state folder.") }
/// ```
public enum PrivateFolderKind: Hashable, Sendable {
    /// The machine's state folder.
    case state
    /// The vendor's vault.
    case vault
}
