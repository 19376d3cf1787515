import Activation
import COSE
import Cryptography
import Fingerprint
import Ledger
import Refusals

/// Requests without a proof: a device key that the vendor knows from an activation vouches for them, on the
/// machine on which it was.
extension Decider {
    /// The seats in use that were answered for the request's device key before.
    ///
    /// - Throws: `request.device-unknown` when there is none.
    @discardableResult
    func seats(vouchedForBy request: Request, _ file: OpenLicense) throws(Refusal) -> [ActivationRecord] {
        let id = file.entitlement.id
        let seats = try reader.activationsInUse(ofLicense: id.bytes, deviceKey: request.deviceKey.bytes)
        guard !seats.isEmpty else { throw Self.unknownDevice(id) }
        return seats
    }

    /// The seat that the request's device key vouches for, if its holder is the same.
    ///
    /// - Throws: `request.device-unknown`, `request.machine-unclear`, `request.user-missing`.
    func vouchedRecognition(_ request: Request, _ file: OpenLicense) throws(Refusal) -> Recognition {
        let seats = try seats(vouchedForBy: request, file)
        guard file.entitlement.binding == .machine else {
            let holder = try holder(of: request, file.entitlement)
            guard let seat = seats.first(where: { $0.fingerprint == holder }) else {
                throw Refusal(
                    .requestDeviceUnknown,
                    "The device key has a seat of license \(file.entitlement.id), but for another user.")
            }
            return Recognition(activation: seat)
        }
        let candidates = seats.compactMap { Candidate($0, request, file.policy) }
        if let known = try recognized(in: candidates, request, file) { return known }
        if let chosen = try chosenForAReason(request, file) { return chosen }
        throw Self.otherMachine(candidates.max { $0.rank < $1.rank }?.continuity.comparison, file)
    }

    /// What the vendor says to a machine whose clock was once far ahead: what time it is. Its seat stays as it is.
    func correction(
        _ checked: CheckedRequest, seen highWaterMark: UnixTime, _ file: OpenLicense
    ) throws(Refusal) -> Decision {
        let request = checked.request.body
        let recognition = try vouchedRecognition(request, file)
        guard let seat = recognition.activation else { throw Self.unknownDevice(file.entitlement.id) }
        let machine =
            file.entitlement.binding == .machine
            ? MachineFinding(request.fingerprint.environment, recognition, []) : nil
        let correction = Correction(
            correction: TimeCorrection(product: request.product, issuedAt: now, request: checked.digest),
            license: request.license, customer: file.entitlement.standing.customerName,
            correctionsBefore: correctionsBefore(seat),
            clock: Self.clock(request, seen: highWaterMark, at: now, file), machine: machine)
        return .give(.correction(correction), SeatPlan(license: request.license, change: .kept(seat)))
    }

    func repeatedCorrection(
        _ response: ResponseRecord, _ request: Request, seen highWaterMark: UnixTime, _ file: OpenLicense
    ) throws(Refusal) -> Correction {
        let before = try response.activationID.map { (seat) throws(Refusal) in
            max(try correctionsBefore(seat) - 1, 0)
        }
        let correction = try Unverified<TimeCorrection>(encoded: response.bytes).unverifiedBody
        return Correction(
            correction: correction, license: request.license,
            customer: file.entitlement.standing.customerName, correctionsBefore: before ?? 0,
            clock: Self.clock(request, seen: highWaterMark, at: correction.issuedAt, file),
            machine: try recalledFinding(response, request, file))
    }

    private static func clock(
        _ request: Request, seen highWaterMark: UnixTime, at time: UnixTime, _ file: OpenLicense
    ) -> Correction.Clock {
        Correction.Clock(
            shown: request.madeAt, seen: highWaterMark,
            warnings: clockWarnings(request, seen: highWaterMark, at: time, file))
    }

    /// What a correction does not put right: a clock that is wrong itself; or nothing needs to be.
    private static func clockWarnings(
        _ request: Request, seen highWaterMark: UnixTime, at time: UnixTime, _ file: OpenLicense
    ) -> [MachineFinding.Warning] {
        let tolerance = file.rules.clockTolerance.seconds
        // Documents name no moment after 9999, so that these cannot overflow.
        let ahead = request.madeAt.rawValue - time.rawValue
        var warnings: [MachineFinding.Warning] = []
        if ahead < -tolerance { warnings.append(.machineClockBehind(seconds: -ahead)) }
        if ahead > tolerance { warnings.append(.machineClockAhead(seconds: ahead)) }
        if highWaterMark.rawValue - time.rawValue <= tolerance { warnings.append(.correctionNotNeeded) }
        return warnings
    }

    func correctionsBefore(_ seat: Int64) throws(Refusal) -> Int {
        try reader.activation(seat).map(correctionsBefore) ?? 0
    }

    func correctionsBefore(_ seat: ActivationRecord) -> Int {
        corrections[seat.id] ?? Int(clamping: seat.corrections)
    }

    static func unknownDevice(_ id: LicenseID) -> Refusal {
        Refusal(
            .requestDeviceUnknown, "No seat of license \(id) belongs to the machine's device key.")
    }

    private static func otherMachine(_ comparison: FingerprintComparison?, _ file: OpenLicense) -> Refusal {
        guard let comparison else { return unknownDevice(file.entitlement.id) }
        let sentence =
            "The device key belongs to a seat of license \(file.entitlement.id), but only \(comparison.score) % of "
            + "that machine's components are in the request, and \(comparison.threshold) % are needed."
            + (comparison.hasUnreadable ? " What could not be read counts as missing." : "")
        return Refusal(.requestDeviceUnknown, sentence)
    }
}
