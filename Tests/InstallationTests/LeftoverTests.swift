import Activation
import Cryptography
import Fingerprint
import Glibc
import Installation
import Refusals
import Simulation
import Testing

/// A seed that is known, and stands nowhere in this process but where the program puts it.
private struct KnownSeed: RandomSource {
    static let size = 32

    static func byte(_ index: Int) -> UInt8 { UInt8(truncatingIfNeeded: (index &* 167 &+ 91) ^ (index << 3)) }

    func bytes(count: Int) -> [UInt8] {
        count == Self.size
            ? (0..<count).map(Self.byte) : (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 29 &+ 3) }
    }

    /// How often the seed stands in the memory that this process may write: what was freed is looked at too.
    static func occurrences() throws -> Int {
        let maps = try #require(fopen("/proc/self/maps", "re"))
        defer { fclose(maps) }
        let memory = open("/proc/self/mem", O_RDONLY | O_CLOEXEC)
        try #require(memory >= 0)
        defer { close(memory) }
        var areas: [(Int, Int)] = []
        var line = [CChar](repeating: 0, count: 4_096)
        while fgets(&line, Int32(line.count), maps) != nil {
            let words = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
                .split(separator: " ")
            let ends = (words.first ?? "").split(separator: "-").compactMap { Int($0, radix: 16) }
            guard words.count > 1, words[1].hasPrefix("rw"), ends.count == 2 else { continue }
            areas.append((ends[0], ends[1]))
        }
        let size = 1 << 20
        let buffer = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 16)
        defer { buffer.deallocate() }
        var found = 0
        for (start, end) in areas {
            // Pieces overlap by a seed.
            var place = start
            while place < end {
                memset(buffer, 0, size)
                let count = pread(memory, buffer, min(size, end - place), place)
                guard count > 0 else { break }
                found += occurrences(in: UnsafeRawBufferPointer(start: buffer, count: count))
                if place + count >= end { break }
                place += max(1, count - Self.size + 1)
            }
        }
        memset(buffer, 0, size)
        return found
    }

    private static func occurrences(in piece: UnsafeRawBufferPointer) -> Int {
        guard var next = piece.baseAddress else { return 0 }
        let end = next + piece.count
        var found = 0
        while end - next >= size, let hit = memchr(next, Int32(byte(0)), end - next - size + 1) {
            next = UnsafeRawPointer(hit) + 1
            if (1..<size).allSatisfy({ hit.load(fromByteOffset: $0, as: UInt8.self) == byte($0) }) {
                found += 1
            }
        }
        return found
    }
}

@Suite("What a device key leaves behind")
struct LeftoverTests {
    @Test func `A seed that is kept in clear stays nowhere in memory when it was written, read and used`()
        throws
    {
        let site = try Site()
        let poor = site.machine.without(.disk).without(.networkCard)
        let request = try site.folder.makeRequest(
            productFile: site.vendor.productFile().unverified, rootKey: nil, key: site.vendor.activationKey,
            forUser: false, machine: Machine(poor), random: KnownSeed()
        ).request
        _ = try site.install(site.vendor.license(for: request, binding: .site), on: poor)
        #expect(try site.standing(on: poor).deviceKey == .unsealed)
        #expect(try KnownSeed.occurrences() == 0)
        // That it would be found: it is in the file.
        let kept = try site.temporary.read(site.file("device.key"))
        #expect(try KnownSeed.occurrences() > 0, "\(kept.count) bytes were read")
    }
}
