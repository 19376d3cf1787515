import Activation
import Simulation
import Synchronization

/// A clock that stands still until a test moves it.
package final class TestClock: Sendable {
    private let time = Mutex(SimulatedMachine.noon)

    /// A clock at noon.
    package init() {}

    /// What it shows.
    package var now: UnixTime { time.withLock { $0 } }

    /// Sets it.
    package func set(_ moment: UnixTime) { time.withLock { $0 = moment } }

    /// Sets it forward by so many days; back, if they are negative.
    package func advance(days: Int) { time.withLock { $0 = $0.adding(days: days) } }
}
