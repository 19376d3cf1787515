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
        on machine: Machine, under productFile: Verified<ProductFile>, renewed: Bool = false,
        random: some RandomSource
    ) throws(Refusal) -> Device {
        if renewed { return try newDevice(on: machine, under: productFile, random: random) }
        let kept: KeptDevice
        do throws(Refusal) {
            kept = try device(on: machine, of: productFile.body)
        } catch {
            guard error.code == .clockRecordLost else { throw error }
            kept = .none
        }
        switch kept {
        case .whole(let device, _): return device
        case .foreign: throw foreign(machine, productFile.body)
        case .none: return try newDevice(on: machine, under: productFile, random: random)
        }
    }

    /// Why a device key does not open: it is another machine's, or too little of this one can be read from here. Then
    /// nothing is said that would cost the key.
    func foreign(_ machine: Machine, _ productFile: ProductFile) -> Refusal {
        guard machine.isPartlyUnreadable(under: productFile) else { return Refusal(.stateOtherMachine) }
        return Refusal(
            .stateOtherMachine,
            "The device key does not open with what can be read of the machine from here. It may be this machine's.",
            remedy: Self.lookFromElsewhere)
    }

    /// Seals the device key to the components that the machine has now, if they are others than it is sealed to. It is
    /// done when a license is installed, and not when one is asked for: until then the old license counts.
    func sealAnew(
        _ device: Device, on machine: Machine, under productFile: Verified<ProductFile>,
        random: some RandomSource
    ) throws(Refusal) {
        guard try deviceKeyFile()?.isOutdated(on: machine, of: productFile.body) == true else { return }
        try store(DeviceKeyFile(keeping: device.key, on: machine, of: productFile.body, random: random))
    }

    /// The device that made the earlier requests.
    ///
    /// - Throws: `state.other-machine`, `clock.record-lost`; `state.damaged` if there is none.
    func knownDevice(on machine: Machine, of productFile: ProductFile) throws(Refusal) -> Device {
        switch try device(on: machine, of: productFile) {
        case .whole(let device, _): device
        case .foreign: throw foreign(machine, productFile)
        case .none:
            throw Refusal(
                .stateDamaged, "The device key, which was made with the license, is missing.",
                remedy: Self.requestAgain)
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
        try keepOld()
        try store(judgement.record, key: key)
        try store(file)
        return Device(key: key, record: judgement.record)
    }
}
