import Issuing

/// What is remembered from one call to the next, as long as the vault is open.
final class ShiftMemory {
    /// The call that was begun last.
    var call: Int64?
    /// What is odd about the desk's clock, if the agent said that it is right.
    var acceptedClock: DeskClock?
}
