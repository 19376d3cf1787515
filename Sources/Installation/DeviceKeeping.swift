import Activation
import ClockGuard
import Cryptography
import Fingerprint
import Refusals

/// What a machine keeps of itself beside its licenses: the device key, and the clock's record, which is
/// authenticated with it.
struct Device {
    let key: SigningKey
    let record: ClockRecord
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

extension ProductState {
    /// The device key and the clock's record.
    ///
    /// - Throws: `clock.record-lost` where the record is missing or is not what was written; `state.damaged`.
    func device(on machine: Machine, of productFile: ProductFile) throws(Refusal) -> KeptDevice {
        guard let file = try deviceKeyFile() else { return .none }
        guard let key = try file.open(on: machine, of: productFile) else { return .foreign }
        let record = try clockRecord(key)
        let protection: DeviceKeyProtection = if case .sealed = file.protection { .sealed } else { .unsealed }
        return .whole(Device(key: key, record: record), protection)
    }

    /// The device key and the clock's record, made where there are none.
    ///
    /// The two belong together: where the record is lost, the key is made anew, so that no license which was bound to
    /// the old one counts any more. Else whoever deletes the record would have the clock to himself.
    ///
    /// - Throws: `state.other-machine` if the key is sealed to another machine; what writing throws.
    func deviceForChange(
        on machine: Machine, under productFile: Verified<ProductFile>, replacingForeign: Bool = false,
        random: some RandomSource
    ) throws(Refusal) -> Device {
        let kept: KeptDevice
        do throws(Refusal) {
            kept = try device(on: machine, of: productFile.body)
        } catch {
            guard error.code == .clockRecordLost else { throw error }
            kept = .none
        }
        switch kept {
        case .whole(let device, _):
            if try deviceKeyFile()?.isOutdated(on: machine, of: productFile.body) ?? true {
                try store(
                    DeviceKeyFile(
                        keeping: device.key, on: machine, of: productFile.body, random: random))
            }
            return device
        case .foreign where !replacingForeign: throw Refusal(.stateOtherMachine)
        case .foreign, .none: return try newDevice(on: machine, under: productFile, random: random)
        }
    }

    private func newDevice(
        on machine: Machine, under productFile: Verified<ProductFile>, random: some RandomSource
    ) throws(Refusal) -> Device {
        let key: SigningKey
        do {
            key = try SigningKey.generate(from: random)
        } catch {
            throw Refusal(.internalInconsistency, "The device key could not be made (\(error)).")
        }
        let judgement = ClockGuard.judge(
            nil, machine.clock, signed: [productFile.body.issuedAt],
            policy: ClockPolicy(productFile.body))
        let file = try DeviceKeyFile(keeping: key, on: machine, of: productFile.body, random: random)
        // The record first: without its key it is nothing, and is replaced by the next attempt.
        try store(judgement.record, key: key)
        try store(file)
        return Device(key: key, record: judgement.record)
    }
}
