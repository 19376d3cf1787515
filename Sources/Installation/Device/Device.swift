import ClockGuard
import Cryptography
import Fingerprint

/// What a machine keeps of itself beside its licenses: the device key, and the clock's record, which is
/// authenticated with it.
struct Device {
    let key: SigningKey
    let record: ClockRecord
    /// Where it is kept.
    let place: DevicePlace

    /// The same device with what another one has seen of time, as it has gone on since this one was made.
    func goingOn(from other: Device?) -> Device {
        other.map { Device(key: key, record: $0.record, place: place) } ?? self
    }
}

/// Where a device is kept. One that is to take the place of another (`--new-device`) waits beside it until the license
/// that is bound to it is installed; until then the other one counts, with its license.
///
/// The license says which of the two counts, and it is replaced in one step: so at each moment, whatever is killed, there
/// is one device and its license. What is moved afterwards (``ProductState/finishReplacingDevice()``) is the same
/// device in another place.
enum DevicePlace: Hashable, Sendable {
    case current
    case next

    /// The name of the device key's file.
    var key: String { self == .current ? "device.key" : "device.key.next" }
    /// The name of the file of the clock's record.
    var clock: String { self == .current ? "clock" : "clock.next" }
}

/// What of it can be had, at a check.
enum KeptDevice {
    /// Everything.
    case whole(Device, DeviceKeyProtection)
    /// The device key is sealed to another machine.
    case foreign
    /// There is none.
    case none
}
