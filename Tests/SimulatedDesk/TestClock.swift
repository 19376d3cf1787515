import Activation
import Simulation
import Synchronization

/// A clock that stands still until a test moves it.
public final class TestClock: Sendable {
    private let time = Mutex(SimulatedMachine.noon)

    /// A clock at noon.
    public init() {}

    /// What it shows.
    public var now: UnixTime { time.withLock { $0 } }

    /// Sets it.
    public func set(_ moment: UnixTime) { time.withLock { $0 = moment } }

    /// Sets it forward by so many days; back, if they are negative.
    public func advance(days: Int) { time.withLock { $0 = $0.adding(days: days) } }
}
