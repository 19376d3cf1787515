import Activation
import CBOR
import Cryptography
import Refusals
import Testing

@testable import ClockGuard

struct RecordFileTests {
    let product: ProductID
    let key: SecretBytes

    init() throws {
        product = try #require(ProductID("acme.viewer"))
        key = try Self.key(1)
    }

    static func key(_ number: UInt8) throws -> SecretBytes {
        var seed = [UInt8](repeating: number, count: SigningKey.seedSize)
        return try ClockRecordFile.key(of: SigningKey(seed: SecretBytes(taking: &seed)))
    }

    /// A record with something in every part.
    static func fullRecord() throws -> ClockRecord {
        var life = Life()
        life.files["/etc/adjtime"] = life.real + 400 * day
        life.runChecked(days: 2)
        life.off(4 * day)
        life.check()
        var record = try #require(life.record).awaiting(RequestDigest(uncheckedBytes: [UInt8](1...12)))
        record.corrections = 3
        try #require(
            !record.boots.isEmpty && !record.probation.isEmpty && !record.excused.isEmpty)
        return record
    }

    @Test func `A record comes back as it was kept`() throws {
        for record in [ClockRecord(startingAt: UnixTime(rawValue: Life.beginning)), try Self.fullRecord()] {
            let bytes = try ClockRecordFile.encode(record, product: product, key: key)
            #expect(try ClockRecordFile.decode(bytes, product: product, key: key) == record)
            #expect(try CBORDecoder.decode(bytes).asArray?.last?.asBytes?.count == 32)
        }
    }

    @Test func `The fullest record is within the largest file`() throws {
        var record = try Self.fullRecord()
        let time = ClockReading.latest
        record.highWaterMark = time
        record.lived = Boot.longest
        for number in 0..<UInt8(ClockRecord.bootLimit) {
            record.boots.append(
                BootAnchor(
                    id: [UInt8](repeating: number + 100, count: 16), awake: Boot.longest, highWaterMark: time,
                    lived: Boot.longest))
        }
        record.boots = Array(record.boots.suffix(ClockRecord.bootLimit))
        record.probation = (0..<ClockRecord.probationLimit).map { number in
            ClockStretch(
                since: time.adding(Int64(number - 100)), livedSince: Boot.longest, latest: time,
                livedLatest: Boot.longest, days: 1_000_000)
        }
        record.excuse((0..<Int64(ClockRecord.excusedLimit)).map { time.adding(-$0) })
        for number in 0..<UInt8(ClockRecord.awaitedLimit) {
            record = record.awaiting(RequestDigest(uncheckedBytes: [UInt8](repeating: number, count: 12)))
        }
        let bytes = try ClockRecordFile.encode(record, product: product, key: key)
        #expect(bytes.count < ClockRecordFile.maximumSize)
        #expect(try ClockRecordFile.decode(bytes, product: product, key: key) == record)
    }

    @Test func `A record of another device or another product is refused`() throws {
        let bytes = try ClockRecordFile.encode(Self.fullRecord(), product: product, key: key)
        let otherProduct = try #require(ProductID("acme.editor"))
        let otherKey = try Self.key(2)
        #expect(
            refusal { () throws(Refusal) in
                try ClockRecordFile.decode(bytes, product: product, key: otherKey)
            } == .stateDamaged)
        #expect(
            refusal { () throws(Refusal) in
                try ClockRecordFile.decode(bytes, product: otherProduct, key: key)
            } == .stateDamaged)
    }

    @Test func `No byte of a record can be changed, left out or added`() throws {
        let bytes = try ClockRecordFile.encode(Self.fullRecord(), product: product, key: key)
        var changed = bytes.indices.map { index in
            var copy = bytes
            copy[index] ^= 1
            return copy
        }
        changed += bytes.indices.map { Array(bytes[..<$0]) }
        changed.append(bytes + [0])
        for other in changed {
            #expect(
                refusal { () throws(Refusal) in
                    try ClockRecordFile.decode(other, product: product, key: key)
                } == .stateDamaged)
        }
    }

    @Test func `A record that breaks the grammar is refused, its authentication right`() throws {
        let value = try ClockRecordCoding.value(of: Self.fullRecord())
        #expect(ClockRecordCoding.record(of: value) != nil)
        let map = try #require(value.asMap)
        for entry in map.entries {
            for wrong: CBORValue in [.null, .int(-1), .int(.max), [-1], .text("")] {
                var other = map
                other[entry.key] = wrong
                #expect(ClockRecordCoding.record(of: .map(other)) == nil, "\(entry.key) \(wrong)")
            }
            var without = map
            without[entry.key] = nil
            #expect(ClockRecordCoding.record(of: .map(without)) == nil)
        }
        var more = map
        more[10] = 0
        #expect(ClockRecordCoding.record(of: .map(more)) == nil)
        var markBelowFloor = map
        markBelowFloor[1] = .int(ClockPolicy.epoch.rawValue)
        #expect(ClockRecordCoding.record(of: .map(markBelowFloor)) == nil)
    }

    @Test func `A record has its lists in order, each thing once`() throws {
        let map = try #require(try ClockRecordCoding.value(of: Self.fullRecord()).asMap)
        let noon = Life.beginning
        func isRead(_ label: Int64, _ value: CBORValue) -> Bool {
            var other = map
            other[.int(label)] = value
            return ClockRecordCoding.record(of: .map(other)) != nil
        }
        func run(_ number: UInt8) -> CBORValue {
            [.bytes([UInt8](repeating: number, count: 16)), 60, .int(noon), 60]
        }
        #expect(isRead(6, [run(2), run(1)]) && !isRead(6, [run(1), run(1)]))

        func stretch(_ since: Int64, _ latest: Int64, _ livedSince: Int64 = 5, _ lived: Int64 = 5)
            -> CBORValue
        {
            [.int(since), .int(livedSince), .int(latest), .int(lived), 1]
        }
        #expect(isRead(7, [stretch(noon, noon), stretch(noon + 1, noon + 1)]))
        #expect(!isRead(7, [stretch(noon + 1, noon + 1), stretch(noon, noon)]))
        #expect(!isRead(7, [stretch(noon, noon), stretch(noon, noon + 1)]))
        #expect(!isRead(7, [stretch(noon, noon - 1)]))
        #expect(isRead(7, [stretch(noon, noon, 5, 6)]) && !isRead(7, [stretch(noon, noon, 6, 5)]))

        #expect(isRead(8, [.int(noon), .int(noon + 1)]))
        #expect(!isRead(8, [.int(noon + 1), .int(noon)]) && !isRead(8, [.int(noon), .int(noon)]))

        func awaited(_ number: UInt8) -> CBORValue { [.bytes([UInt8](repeating: number, count: 12)), 60] }
        #expect(isRead(9, [awaited(2), awaited(1)]) && !isRead(9, [awaited(1), awaited(1)]))
        // Each thing has its parts, and no fewer or more.
        for (label, whole) in [(6, run(1)), (7, stretch(noon, noon)), (9, awaited(1))] as [(Int64, CBORValue)]
        {
            let parts = try #require(whole.asArray)
            #expect(isRead(label, [whole]))
            #expect(!isRead(label, [.array(parts.dropLast())]) && !isRead(label, [.array(parts + [1])]))
        }
    }

    private func refusal(_ body: () throws(Refusal) -> ClockRecord) -> RefusalCode? {
        do throws(Refusal) {
            _ = try body()
            return nil
        } catch {
            return error.code
        }
    }
}
