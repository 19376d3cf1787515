import Activation
import CBOR
import Cryptography

/// The record as a map; `docs/clock.md` has its grammar. Reading gives nil for whatever breaks it.
enum ClockRecordCoding {
    private static let version: Int64 = 1
    /// The labels are 0 to 9.
    private static let labelCount = 10

    static func value(of record: ClockRecord) -> CBORValue {
        let map: CBORMap = [
            0: .int(version), 1: .int(record.highWaterMark.rawValue), 2: .int(record.floor.rawValue),
            3: .int(record.lived), 4: .int(record.seen.rawValue), 5: .int(Int64(record.corrections)),
            6: .array(record.boots.map(value)), 7: .array(record.probation.map(value)),
            8: .array(record.excused.map { .int($0.rawValue) }),
            9: .array(record.awaited.map { [.bytes($0.request.bytes), .int($0.lived)] }),
        ]
        return .map(map)
    }

    static func record(of value: CBORValue) -> ClockRecord? {
        guard let map = value.asMap, map[0]?.asInt64 == version,
            map.entries.count == labelCount,
            let highWaterMark = time(map[1]), let floor = time(map[2]), floor >= ClockPolicy.epoch,
            highWaterMark >= floor,
            let lived = seconds(map[3]), let seen = time(map[4]),
            let corrections = map[5]?.asUInt64.flatMap({ UInt32(exactly: $0) }),
            let boots = list(map[6], atMost: ClockRecord.bootLimit, anchor),
            Set(boots.map(\.id)).count == boots.count,
            let probation = list(map[7], atMost: ClockRecord.probationLimit, stretch),
            zip(probation, probation.dropFirst()).allSatisfy({ $0.since < $1.since }),
            let excused = list(map[8], atMost: ClockRecord.excusedLimit, time), isAscending(excused),
            let awaited = list(map[9], atMost: ClockRecord.awaitedLimit, awaitedCorrection),
            Set(awaited.map(\.request)).count == awaited.count
        else { return nil }
        var record = ClockRecord(startingAt: seen)
        (record.highWaterMark, record.floor, record.lived, record.corrections) = (
            highWaterMark, floor, lived, corrections
        )
        (record.boots, record.probation) = (boots, probation)
        (record.excused, record.awaited) = (excused, awaited)
        return record
    }

    private static func value(_ anchor: BootAnchor) -> CBORValue {
        [.bytes(anchor.id), .int(anchor.awake), .int(anchor.highWaterMark.rawValue), .int(anchor.lived)]
    }

    private static func value(_ stretch: ClockStretch) -> CBORValue {
        [
            .int(stretch.since.rawValue), .int(stretch.livedSince), .int(stretch.latest.rawValue),
            .int(stretch.livedLatest), .int(Int64(stretch.days)),
        ]
    }

    private static func anchor(_ value: CBORValue) -> BootAnchor? {
        guard let parts = value.asArray, parts.count == 4, let id = parts[0].asBytes, id.count == Boot.idSize,
            let awake = seconds(parts[1]), let highWaterMark = time(parts[2]), let lived = seconds(parts[3])
        else { return nil }
        return BootAnchor(id: id, awake: awake, highWaterMark: highWaterMark, lived: lived)
    }

    private static func stretch(_ value: CBORValue) -> ClockStretch? {
        guard let parts = value.asArray, parts.count == 5, let since = time(parts[0]),
            let livedSince = seconds(parts[1]), let latest = time(parts[2]), latest >= since,
            let livedLatest = seconds(parts[3]), livedLatest >= livedSince,
            let days = parts[4].asInt64, (1...Int64(Int32.max)).contains(days)
        else { return nil }
        return ClockStretch(
            since: since, livedSince: livedSince, latest: latest, livedLatest: livedLatest, days: Int(days))
    }

    private static func awaitedCorrection(_ value: CBORValue) -> AwaitedCorrection? {
        guard let parts = value.asArray, parts.count == 2, let bytes = parts[0].asBytes,
            let request = try? RequestDigest(bytes), let lived = seconds(parts[1])
        else { return nil }
        return AwaitedCorrection(request: request, lived: lived)
    }

    private static func time(_ value: CBORValue?) -> UnixTime? {
        guard let number = value?.asInt64 else { return nil }
        let time = UnixTime(rawValue: number)
        return (ClockReading.earliest...ClockReading.latest).contains(time) ? time : nil
    }

    private static func seconds(_ value: CBORValue?) -> Int64? {
        value?.asInt64.flatMap { (0...Boot.longest).contains($0) ? $0 : nil }
    }

    private static func list<Element>(
        _ value: CBORValue?, atMost limit: Int, _ read: (CBORValue) -> Element?
    ) -> [Element]? {
        guard let values = value?.asArray, values.count <= limit else { return nil }
        let elements = values.compactMap(read)
        return elements.count == values.count ? elements : nil
    }

    private static func isAscending(_ times: [UnixTime]) -> Bool {
        zip(times, times.dropFirst()).allSatisfy { $0 < $1 }
    }
}
