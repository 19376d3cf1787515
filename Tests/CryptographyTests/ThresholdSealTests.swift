import Cryptography
import Synchronization
import TestSupport
import Testing

/// A source that gives one run of bytes piece by piece, and zeros after them.
private final class ScriptedRandom: RandomSource {
    private let rest: Mutex<[UInt8]>

    init(_ bytes: [UInt8]) { rest = Mutex(bytes) }

    func bytes(count: Int) -> [UInt8] {
        rest.withLock { rest in
            let piece = Array(rest.prefix(count))
            rest.removeFirst(piece.count)
            return piece + [UInt8](repeating: 0, count: count - piece.count)
        }
    }
}

@Suite("A threshold seal")
struct ThresholdSealTests {
    typealias Lock = ThresholdSeal.Lock

    let secret = Array(UInt8(100)..<132)
    let context = Array("what and where".utf8)

    private func lock(_ name: String, units: Int, strong: Bool = false, label: String? = nil) -> Lock {
        Lock(
            label: Array((label ?? name).utf8), material: Array("material of \(name)".utf8), units: units,
            isStrong: strong)
    }

    private func seal(_ locks: [Lock], needed: Int, seed: UInt64 = 1) throws -> ThresholdSeal {
        try ThresholdSeal.seal(
            Sample.secret(secret), locks: locks, neededUnits: needed, context: context,
            random: SeededRandom(seed: seed))
    }

    private func open(_ seal: ThresholdSeal, _ locks: [Lock]) throws -> [UInt8] {
        try plain(seal.open(with: locks.map(\.candidate), context: context))
    }

    @Test(
        "is made as another program makes it",
        arguments: try VectorLine.all(in: "sharing.txt").filter { $0.fields[0] == "seal" })
    func vectors(_ line: VectorLine) throws {
        let needed = try #require(Int(line.fields[1]))
        let locks = try line.fields[2].split(separator: ",").map { text in
            let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
            return Lock(
                label: try bytes(parts[0]), material: try bytes(parts[1]), units: try #require(Int(parts[2])),
                isStrong: parts[3] == "1")
        }
        let seal = try ThresholdSeal.seal(
            Sample.secret(secret), locks: locks, neededUnits: needed, context: Array("context".utf8),
            random: ScriptedRandom(bytes(line.fields[3])))
        let ciphertexts = try line.fields[4].split(separator: ",").map { try bytes(String($0)) }
        #expect(seal.entries.map(\.ciphertext) == ciphertexts)
        let key = try Sample.secret(bytes(line.fields[5]))
        #expect(
            try plain(Sealing.open(seal.sealed, key: key, context: bytes(line.fields[6]))) == secret)
        let opened = try seal.open(with: locks.map(\.candidate), context: Array("context".utf8))
        #expect(plain(opened) == secret)
    }

    @Test("opens with the units that are needed and a strong lock, and with nothing less")
    func everySubset() throws {
        let locks = [
            lock("a", units: 4, strong: true), lock("b", units: 3), lock("c", units: 2, strong: true),
            lock("d", units: 2), lock("e", units: 1),
        ]
        for needed in 1...12 {
            let seal = try seal(locks, needed: needed)
            for chosen in 0..<32 {
                let some = (0..<5).filter { chosen >> $0 & 1 == 1 }.map { locks[$0] }
                let units = some.reduce(0) { $0 + $1.units }
                let strong = some.contains(where: \.isStrong)
                if units >= needed && strong {
                    #expect(try open(seal, some) == secret)
                    #expect(try open(seal, some.reversed() + [lock("other", units: 9)]) == secret)
                } else {
                    refuses(
                        seal, some, .notEnough(presentUnits: units, neededUnits: needed, hasStrong: strong))
                }
            }
        }
    }

    @Test("is another each time, and no key of one opens the other")
    func fresh() throws {
        let locks = [lock("a", units: 2, strong: true), lock("b", units: 1)]
        let one = try seal(locks, needed: 3, seed: 1)
        let other = try seal(locks, needed: 3, seed: 2)
        #expect(one.salt != other.salt && one.sealed != other.sealed)
        #expect(Set(one.entries.map(\.ciphertext)).isDisjoint(with: other.entries.map(\.ciphertext)))
        let mixed = try ThresholdSeal(
            salt: one.salt, neededUnits: 3, entries: [one.entries[0], other.entries[1]], sealed: one.sealed)
        refuses(mixed, locks, .authenticationFailed)
    }

    @Test("does not open in another context")
    func contexts() throws {
        let locks = [lock("a", units: 1, strong: true)]
        let seal = try seal(locks, needed: 1)
        for other in [[], context + [0], Array(context.dropLast())] {
            #expect(throws: CryptographyError.authenticationFailed) {
                try seal.open(with: locks.map(\.candidate), context: other)
            }
        }
    }

    @Test("does not open with any bit of it the other way, even where that part is not needed")
    func everyBit() throws {
        let locks = [
            lock("a", units: 1, strong: true), lock("b", units: 1), lock("c", units: 2, strong: true),
        ]
        let good = try seal(locks, needed: 2)
        #expect(try open(rebuilt(good), locks) == secret)
        for bit in 0..<good.salt.count * 8 {
            refuses(locks) { try rebuilt(good, salt: flipped(good.salt, bit)) }
        }
        for bit in 0..<good.sealed.count * 8 {
            refuses(locks) { try rebuilt(good, sealed: flipped(good.sealed, bit)) }
        }
        for needed in 0...300 where needed != good.neededUnits {
            refuses(locks) { try rebuilt(good, needed: needed) }
        }
        for place in good.entries.indices {
            let entry = good.entries[place]
            for bit in 0..<entry.label.count * 8 {
                refuses(locks) { try rebuilt(good, at: place, label: flipped(entry.label, bit)) }
            }
            for bit in 0..<entry.ciphertext.count * 8 {
                refuses(locks) { try rebuilt(good, at: place, ciphertext: flipped(entry.ciphertext, bit)) }
            }
            refuses(locks) { try rebuilt(good, at: place, strong: !entry.isStrong) }
            for units in 0...40 where units != entry.units {
                refuses(locks) { try rebuilt(good, at: place, units: units) }
            }
            // One unit more and not strong, or the other way: the ciphertext has the size for that too.
            let turned = entry.units + (entry.isStrong ? 1 : -1)
            refuses(locks) { try rebuilt(good, at: place, units: turned, strong: !entry.isStrong) }
        }
        refuses(locks) {
            try ThresholdSeal(
                salt: good.salt, neededUnits: 2, entries: good.entries.reversed(), sealed: good.sealed)
        }
        refuses(locks) {
            try ThresholdSeal(
                salt: good.salt, neededUnits: 2, entries: good.entries.dropLast(), sealed: good.sealed)
        }
    }

    private func rebuilt(
        _ seal: ThresholdSeal, salt: [UInt8]? = nil, needed: Int? = nil, sealed: [UInt8]? = nil
    ) throws -> ThresholdSeal {
        try ThresholdSeal(
            salt: salt ?? seal.salt, neededUnits: needed ?? seal.neededUnits, entries: seal.entries,
            sealed: sealed ?? seal.sealed)
    }

    private func rebuilt(
        _ seal: ThresholdSeal, at place: Int, label: [UInt8]? = nil, units: Int? = nil, strong: Bool? = nil,
        ciphertext: [UInt8]? = nil
    ) throws -> ThresholdSeal {
        let old = seal.entries[place]
        var entries = seal.entries
        entries[place] = try ThresholdSeal.Entry(
            label: label ?? old.label, units: units ?? old.units, isStrong: strong ?? old.isStrong,
            ciphertext: ciphertext ?? old.ciphertext)
        return try ThresholdSeal(
            salt: seal.salt, neededUnits: seal.neededUnits, entries: entries, sealed: seal.sealed)
    }

    private func refuses(_ seal: ThresholdSeal, _ locks: [Lock], _ error: CryptographyError) {
        #expect(throws: error) { try open(seal, locks) }
    }

    private func refuses(_ locks: [Lock], _ seal: () throws -> ThresholdSeal) {
        #expect(throws: CryptographyError.self) { try open(seal(), locks) }
    }
}
