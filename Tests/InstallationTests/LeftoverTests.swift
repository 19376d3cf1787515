import Activation
import Cryptography
import Fingerprint
import Glibc
import Refusals
import Simulation
import Testing

@testable import Installation

/// A seed that is known, and stands nowhere in this process but where the program puts it.
private struct KnownSeed: RandomSource {
    static let size = 32
    /// Each test has one of its own: what another one leaves is none of its business.
    let number: Int

    func byte(_ index: Int) -> UInt8 {
        UInt8(truncatingIfNeeded: (index &* 167 &+ 91 &+ number &* 59) ^ (index << 3))
    }

    func bytes(count: Int) -> [UInt8] {
        count == Self.size
            ? (0..<count).map(byte) : (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 29 &+ 3) }
    }
}

/// The memory that this process may write, also what was freed. What it needs is had beforehand, so that looking
/// disturbs little.
private final class Memory {
    private let memory: Int32
    private let areas: [(start: Int, end: Int)]
    private let buffer: UnsafeMutableRawBufferPointer
    private let seed: KnownSeed

    init(lookingFor seed: KnownSeed) throws {
        self.seed = seed
        let maps = try #require(fopen("/proc/self/maps", "re"))
        defer { fclose(maps) }
        var areas: [(Int, Int)] = []
        var line = [CChar](repeating: 0, count: 4_096)
        while fgets(&line, Int32(line.count), maps) != nil {
            let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            let words = text.split(separator: " ")
            let ends = (words.first ?? "").split(separator: "-").compactMap { Int($0, radix: 16) }
            guard words.count > 1, words[1].hasPrefix("rw"), ends.count == 2 else { continue }
            areas.append((ends[0], ends[1]))
        }
        self.areas = areas
        memory = open("/proc/self/mem", O_RDONLY | O_CLOEXEC)
        try #require(memory >= 0)
        buffer = .allocate(byteCount: 1 << 20, alignment: 16)
    }

    deinit {
        buffer.deallocate()
        close(memory)
    }

    /// How often the end of the seed stands there: the beginning of what is freed is overwritten at once.
    func occurrences() -> Int {
        var found = 0
        for area in areas {
            var place = area.start
            while place < area.end {
                let count = pread(memory, buffer.baseAddress, min(buffer.count, area.end - place), place)
                guard count > 0 else { break }
                found += occurrences(within: count)
                if place + count >= area.end { break }
                // Pieces overlap by a seed.
                place += max(1, count - KnownSeed.size + 1)
            }
            _ = buffer.initializeMemory(as: UInt8.self, repeating: 0)
        }
        return found
    }

    private func occurrences(within count: Int) -> Int {
        let first = 8
        let length = KnownSeed.size - first
        guard var next = buffer.baseAddress, count >= length else { return 0 }
        let end = next + count
        var found = 0
        while end - next >= length,
            let hit = memchr(next, Int32(seed.byte(first)), end - next - length + 1)
        {
            next = hit + 1
            var index = 1
            while index < length,
                hit.load(fromByteOffset: index, as: UInt8.self) == seed.byte(first + index)
            {
                index += 1
            }
            if index == length { found += 1 }
        }
        return found
    }
}

@Suite("What a device key leaves behind")
struct LeftoverTests {
    private let site: Site
    private let poor: SimulatedMachine

    init() throws {
        site = try Site()
        poor = site.machine.without(.disk).without(.networkCard)
    }

    /// Looks several times, each time with another seed, and gives what was found least of. What the program leaves is
    /// left every time; what another thread's registers were saved with, or the dynamic linker's, is there by chance.
    private func fewest(
        _ first: Int, _ look: (KnownSeed, (KnownSeed) throws -> Memory) throws -> [Int]
    ) throws -> [Int] {
        var fewest: [Int]?
        for attempt in 0..<4 {
            let found = try look(KnownSeed(number: first + attempt)) { try Memory(lookingFor: $0) }
            fewest = fewest.map { zip($0, found).map(min) } ?? found
            if fewest?.allSatisfy({ $0 == 0 }) == true { break }
        }
        return fewest ?? []
    }

    @Test func `A seed that is kept in clear stays nowhere in memory when it is written and read`() throws {
        let product = try site.vendor.productFile().body
        let found = try fewest(1) { seed, remember in
            let memory = try remember(seed)
            let key = try SigningKey.generate(from: seed)
            var found = [memory.occurrences()]
            let file = try DeviceKeyFile(keeping: key, on: Machine(poor), of: product, random: seed)
            let written = try file.bytes()
            found.append(memory.occurrences())
            var bytes = written.withUnsafeBytes { Array($0) }
            let again = DeviceKeyFile(bytes)
            bytes.zeroize()
            found.append(memory.occurrences())
            #expect(try #require(again).open(on: Machine(poor), of: product) != nil)
            // That it would be found.
            let copy = try key.seed().withUnsafeBytes { Array($0) }
            #expect(memory.occurrences() > 0, "\(copy.count) bytes")
            return found
        }
        #expect(found == [0, 0, 0])
    }

    @Test func `Nor does it when it is kept in a folder, and had from there`() throws {
        let found = try fewest(11) { seed, remember in
            let site = try Site()
            let made = try site.folder.makeRequest(
                trusting: .brought(site.vendor.productFile().unverified, rootKey: nil),
                key: site.vendor.activationKey, forUser: false, machine: Machine(poor), random: seed)
            let state = try #require(try site.folder.product(made.request.body.product))
            let memory = try remember(seed)
            let file = try state.deviceKeyFile(.current)
            let count = memory.occurrences()
            #expect(file?.publicKey == made.request.body.deviceKey)
            return [count]
        }
        #expect(found == [0])
    }
}
