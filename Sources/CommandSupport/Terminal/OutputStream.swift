/// The two streams that a command writes to.
package enum OutputStream: Sendable, CaseIterable {
    /// Results.
    case output
    /// Everything else.
    case error
}
