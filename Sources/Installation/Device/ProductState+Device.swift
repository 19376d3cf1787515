import Activation
import ClockGuard
import Cryptography
import Fingerprint
import Refusals

extension ProductState {
    /// The place of the device that counts: the one that waits, once the license that is bound to it is installed.
    func placeInUse() throws(Refusal) -> DevicePlace {
        guard let next = try nextKey() else { return .current }
        do throws(Refusal) {
            guard let license = try license()?.unverifiedBody,
                let request = try request(license.request)?.unverifiedBody
            else { return .current }
            return request.deviceKey == next ? .next : .current
        } catch {
            // A license that is damaged says nothing; whoever needs it says so.
            guard error.code == .stateDamaged else { throw error }
            return .current
        }
    }

    /// The public half of the device key that waits; nil if none does, or it is damaged.
    private func nextKey() throws(Refusal) -> PublicKey? {
        do throws(Refusal) {
            return try deviceKeyFile(.next)?.publicKey
        } catch {
            guard error.code == .stateDamaged else { throw error }
            return nil
        }
    }

    /// The latest request that was made with the device that waits; nil if none does.
    func requestOfNextDevice() throws(Refusal) -> Request? {
        guard let next = try nextKey() else { return nil }
        return try licenseRequests().first { $0.deviceKey == next }
    }

    /// Whether the device key that a request was made with is still here.
    func keepsKey(of request: Request) throws(Refusal) -> Bool {
        try [currentKey(), nextKey()].contains(request.deviceKey)
    }

    /// Puts the device that waited into its place, where its license is installed. Whatever of it was done before a
    /// process was killed, is done again.
    func finishReplacingDevice() throws(Refusal) {
        guard try placeInUse() == .next, let next = try deviceKeyFile(.next) else { return }
        if try currentKey() != next.publicKey { try keepOld() }
        try moveNextClock()
        try store(next, in: .current)
        try removeNext()
    }

    private func currentKey() throws(Refusal) -> PublicKey? {
        do throws(Refusal) {
            return try deviceKeyFile(.current)?.publicKey
        } catch {
            guard error.code == .stateDamaged else { throw error }
            return nil
        }
    }

    /// The device key and the clock's record that count.
    ///
    /// - Throws: `clock.record-lost` where the record is missing or is not what was written; `state.damaged`.
    func device(on machine: Machine, of productFile: ProductFile) throws(Refusal) -> KeptDevice {
        try device(in: placeInUse(), on: machine, of: productFile)
    }

    func device(
        in place: DevicePlace, on machine: Machine, of productFile: ProductFile
    ) throws(Refusal) -> KeptDevice {
        guard let file = try deviceKeyFile(place) else { return .none }
        guard let key = try file.open(on: machine, of: productFile) else { return .foreign }
        let record = try clockRecord(key, in: place)
        let protection: DeviceKeyProtection = if case .sealed = file.protection { .sealed } else { .unsealed }
        return .whole(Device(key: key, record: record, place: place), protection)
    }

    /// The device that waits for its license, if it is this machine's and whole.
    private func nextDevice(on machine: Machine, of productFile: ProductFile) throws(Refusal) -> Device? {
        do throws(Refusal) {
            guard case .whole(let device, _) = try device(in: .next, on: machine, of: productFile) else {
                return nil
            }
            return device
        } catch {
            guard error.code == .stateDamaged || error.code == .clockRecordLost else { throw error }
            return nil
        }
    }

    /// The device that waits, if the license answers a request that was made with it.
    ///
    /// - Throws: `state.other-machine` if it waits and does not open here; `clock.record-lost`, `state.damaged`.
    func nextDevice(
        for license: License, on machine: Machine, of productFile: ProductFile
    ) throws(Refusal) -> Device? {
        guard let next = try nextKey(), let request = try request(license.request)?.unverifiedBody,
            request.deviceKey == next
        else { return nil }
        switch try device(in: .next, on: machine, of: productFile) {
        case .whole(let device, _): return device
        case .foreign: throw foreign(machine, productFile)
        case .none: return nil
        }
    }

    /// The device key and the clock's record, made where there are none.
    ///
    /// The two belong together: where the record is lost, the key is made anew, so that no license which was bound to
    /// the old one counts any more. Else whoever deletes the record would have the clock to himself.
    ///
    /// - Parameter renewed: whether a new one is to take the place of the one that is there, which counts until the
    ///   license for the new one is installed.
    /// - Throws: `state.other-machine` if the key is sealed to another machine; what writing throws.
    func deviceForChange(
        on machine: Machine, under productFile: Verified<ProductFile>, renewed: Bool = false,
        random: some RandomSource
    ) throws(Refusal) -> Device {
        if renewed {
            return try replacement(on: machine, under: productFile, random: random)
        }
        let kept: KeptDevice
        do throws(Refusal) {
            kept = try device(on: machine, of: productFile.body)
        } catch {
            guard error.code == .clockRecordLost else { throw error }
            return try replacement(on: machine, under: productFile, random: random)
        }
        switch kept {
        case .whole(let device, _): return device
        case .foreign:
            if let next = try nextDevice(on: machine, of: productFile.body) { return next }
            throw foreign(machine, productFile.body)
        case .none:
            if let next = try nextDevice(on: machine, of: productFile.body) { return next }
            return try newDevice(in: .current, on: machine, under: productFile, random: random)
        }
    }

    /// Why a device key does not open: it is another machine's, or too little of this one can be read from here. Then
    /// nothing is said that would cost the key.
    func foreign(_ machine: Machine, _ productFile: ProductFile) -> Refusal {
        guard machine.isPartlyUnreadable(under: productFile) else { return Refusal(.stateOtherMachine) }
        return Refusal(
            .stateOtherMachine,
            "The device key does not open with what can be read of the machine from here. It may be this machine's.",
            needing: .fullView)
    }

    /// Seals the device key to the components that the machine has now, if they are others than it is sealed to. It is
    /// done when a license is installed, and not when one is asked for: until then the old license counts.
    func sealAnew(
        _ device: Device, on machine: Machine, under productFile: Verified<ProductFile>,
        random: some RandomSource
    ) throws(Refusal) {
        guard try deviceKeyFile(.current)?.isOutdated(on: machine, of: productFile.body) == true else {
            return
        }
        try store(
            DeviceKeyFile(keeping: device.key, on: machine, of: productFile.body, random: random),
            in: .current)
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
                needing: .request)
        }
    }

    /// A device that waits for its license. It goes on from what the one in use has seen of time: else whoever keeps
    /// it until a license has ended would have that license's time once more. Where the record in use is lost, the
    /// device in use counts no more, nor does one that waits, and the new one takes their place at once.
    private func replacement(
        on machine: Machine, under productFile: Verified<ProductFile>, random: some RandomSource
    ) throws(Refusal) -> Device {
        var (place, record): (DevicePlace, ClockRecord?) = (try hasDeviceKeyFile() ? .next : .current, nil)
        do throws(Refusal) {
            if case .whole(let device, _) = try device(on: machine, of: productFile.body) {
                record = device.record
            }
        } catch {
            switch error.code {
            case .clockRecordLost:
                place = .current
                try removeNext()
            case .stateDamaged: break
            default: throw error
            }
        }
        return try newDevice(in: place, on: machine, under: productFile, after: record, random: random)
    }

    private func newDevice(
        in place: DevicePlace, on machine: Machine, under productFile: Verified<ProductFile>,
        after record: ClockRecord? = nil,
        random: some RandomSource
    ) throws(Refusal) -> Device {
        let key: SigningKey
        do {
            key = try SigningKey.generate(from: random)
        } catch {
            throw Refusal(.internalInconsistency, "The device key could not be made (\(error)).")
        }
        let judgement = ClockGuard.judge(
            record, machine.clock, signed: [productFile.body.issuedAt],
            policy: ClockPolicy(productFile.body))
        let file = try DeviceKeyFile(keeping: key, on: machine, of: productFile.body, random: random)
        // The record first: without its key it is nothing, and is replaced by the next attempt.
        if place == .current { try keepOld() }
        let device = Device(key: key, record: judgement.record, place: place)
        try store(judgement.record, of: device)
        try store(file, in: place)
        return device
    }
}
