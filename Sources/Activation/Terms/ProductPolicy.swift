import CBOR
import Fingerprint
import Refusals

/// The policy of a product file: what the vendor decides about fingerprints and clocks. What is at its default is
/// left out, and so is a policy of defaults only.
struct ProductPolicy: Hashable {
    let fingerprint: FingerprintPolicy
    let clockTolerance: ClockTolerance

    static let standard = ProductPolicy(fingerprint: .standard, clockTolerance: .standard)

    private enum Key {
        static let threshold: Int64 = 1
        static let readsRootOnly: Int64 = 2
        static let virtualMachines: Int64 = 3
        static let containers: Int64 = 4
        static let clockTolerance: Int64 = 5
    }

    init(fingerprint: FingerprintPolicy, clockTolerance: ClockTolerance) {
        self.fingerprint = fingerprint
        self.clockTolerance = clockTolerance
    }

    var cbor: CBORValue {
        let parts: [(Int64, UInt16, UInt16)] = [
            (Key.threshold, UInt16(fingerprint.threshold), UInt16(FingerprintPolicy.standard.threshold)),
            (Key.virtualMachines, fingerprint.virtualMachines.number, Self.standardMachines.number),
            (Key.containers, fingerprint.containers.number, Self.standardContainers.number),
            (Key.clockTolerance, clockTolerance.hours, ClockTolerance.standard.hours),
        ]
        var entries: [(CBORValue, CBORValue)] = parts.compactMap { key, value, standard in
            value == standard ? nil : (.int(key), .unsigned(UInt64(value)))
        }
        if fingerprint.readsRootOnly { entries.append((.int(Key.readsRootOnly), .bool(true))) }
        return .map(CBORMap(replacing: entries))
    }

    init(_ value: CBORValue) throws(Refusal) {
        guard value != [:] else {
            throw ClaimReader.malformed("the policy is empty, where it should not stand at all")
        }
        var reader = try ClaimReader(value, in: "the policy")
        let threshold = try reader.optional(Key.threshold, "threshold") { value in
            value.asUInt64.flatMap { UInt8(exactly: $0) }.flatMap(
                Self.unusual(FingerprintPolicy.standard.threshold))
        }
        let readsRootOnly = try reader.optional(Key.readsRootOnly, "what only root reads") {
            $0 == .bool(true) ? true : nil
        }
        let machines = try reader.optional(Key.virtualMachines, "virtual machines") { value in
            FingerprintPolicy.Permission(value).flatMap(Self.unusual(Self.standardMachines))
        }
        let containers = try reader.optional(Key.containers, "containers") { value in
            FingerprintPolicy.Permission(value).flatMap(Self.unusual(Self.standardContainers))
        }
        let tolerance = try reader.optional(Key.clockTolerance, "clock tolerance") { value in
            value.asUInt64.flatMap { UInt16(exactly: $0) }.flatMap { ClockTolerance(hours: $0) }
                .flatMap(Self.unusual(ClockTolerance.standard))
        }
        try reader.finish(ignoringNegative: true)
        let standard = FingerprintPolicy.standard
        guard
            let fingerprint = FingerprintPolicy(
                threshold: threshold ?? standard.threshold,
                readsRootOnly: readsRootOnly ?? standard.readsRootOnly,
                virtualMachines: machines ?? standard.virtualMachines,
                containers: containers ?? standard.containers)
        else { throw ClaimReader.malformed("'threshold' in the policy is not what it must be") }
        self.init(fingerprint: fingerprint, clockTolerance: tolerance ?? .standard)
    }

    private static let standardMachines = FingerprintPolicy.standard.virtualMachines
    private static let standardContainers = FingerprintPolicy.standard.containers

    /// Takes a value that is not the default, which must be left out instead.
    private static func unusual<Value: Equatable>(_ standard: Value) -> (Value) -> Value? {
        { $0 == standard ? nil : $0 }
    }
}

extension FingerprintPolicy.Permission {
    fileprivate var number: UInt16 { UInt16(rawValue) }

    fileprivate init?(_ value: CBORValue) {
        guard let number = value.asUInt64.flatMap({ UInt8(exactly: $0) }) else { return nil }
        self.init(rawValue: number)
    }
}
