import Cryptography
import TestSupport
import Testing

@Suite("The locks of a threshold seal")
struct ThresholdSealLockTests {
    typealias Lock = ThresholdSeal.Lock

    let secret = Array(UInt8(100)..<132)

    private func lock(_ label: String, _ material: String, _ units: Int, strong: Bool = false) -> Lock {
        Lock(label: Array(label.utf8), material: Array(material.utf8), units: units, isStrong: strong)
    }

    private func seal(_ locks: [Lock], needed: Int) throws -> ThresholdSeal {
        try ThresholdSeal.seal(
            Sample.secret(secret), locks: locks, neededUnits: needed, context: [],
            random: SeededRandom(seed: 3))
    }

    private func open(_ seal: ThresholdSeal, _ candidates: [(String, String)]) throws -> [UInt8] {
        let candidates = candidates.map {
            ThresholdSeal.Candidate(label: Array($0.0.utf8), material: Array($0.1.utf8))
        }
        return try plain(seal.open(with: candidates, context: []))
    }

    @Test("open to their own material only: another under the same label does no good, and no harm")
    func coincidence() throws {
        let seal = try seal(
            [
                lock("a", "one", 2, strong: true), lock("b", "two", 2, strong: true), lock("c", "three", 2),
                lock("d", "four", 2),
            ], needed: 4)
        #expect(try open(seal, [("a", "x"), ("b", "two"), ("c", "three")]) == secret)
        #expect(try open(seal, [("a", "one"), ("b", "x"), ("c", "x"), ("d", "four")]) == secret)
        #expect(throws: CryptographyError.authenticationFailed) {
            try open(seal, [("a", "x"), ("b", "x"), ("c", "three"), ("d", "four")])
        }
        #expect(throws: CryptographyError.authenticationFailed) {
            try open(seal, [("a", "one"), ("b", "x"), ("c", "x"), ("d", "x")])
        }
        #expect(throws: CryptographyError.authenticationFailed) {
            try open(seal, [("a", "two"), ("b", "one")])
        }
        #expect(
            throws: CryptographyError.notEnough(presentUnits: 2, neededUnits: 4, hasStrong: true)
        ) { try open(seal, [("a", "one"), ("", "two"), ("bb", "two"), ("B", "two")]) }
        #expect(
            throws: CryptographyError.notEnough(presentUnits: 4, neededUnits: 4, hasStrong: false)
        ) { try open(seal, [("c", "three"), ("d", "four")]) }
    }

    @Test("may have one label: each material is tried in each of them")
    func sameLabel() throws {
        let locks = [
            lock("n", "one", 1, strong: true), lock("n", "two", 1, strong: true),
            lock("n", "three", 1, strong: true), lock("d", "disk", 1),
        ]
        for order in [["one", "two", "three"], ["three", "one", "two"], ["three", "two", "one"]] {
            let materials = order.map { ("n", $0) }
            #expect(try open(seal(locks, needed: 4), materials + [("d", "disk")]) == secret)
            #expect(try open(seal(locks, needed: 3), [("n", "x")] + materials) == secret)
            for one in materials {
                #expect(try open(seal(locks, needed: 2), [one, ("d", "disk")]) == secret)
            }
        }
        // A material opens one lock; given twice it is still one.
        #expect(throws: CryptographyError.notEnough(presentUnits: 2, neededUnits: 3, hasStrong: true)) {
            try open(seal(locks, needed: 3), [("n", "one"), ("n", "one"), ("d", "disk")])
        }
        // The lock that counts more comes first, but this material is the other's.
        let unlike = try seal(
            [lock("n", "one", 1, strong: true), lock("n", "two", 3), lock("s", "", 1, strong: true)],
            needed: 4)
        #expect(try open(unlike, [("n", "two"), ("s", "")]) == secret)
    }

    @Test("are tried with 64 choices and no more")
    func bounded() throws {
        let seal = try seal([lock("n", "right", 1, strong: true)], needed: 1)
        let wrong = (0..<64).map { ("n", "wrong \($0)") }
        #expect(try open(seal, wrong.prefix(63) + [("n", "right")]) == secret)
        #expect(throws: CryptographyError.authenticationFailed) { try open(seal, wrong + [("n", "right")]) }
    }

    @Test("must be enough, and one of them strong, before anything is sealed")
    func refusedAtSealing() throws {
        let weak = [lock("a", "one", 3), lock("b", "two", 3)]
        refuses(weak, 4, .notEnough(presentUnits: 6, neededUnits: 4, hasStrong: false))
        refuses([], 1, .notEnough(presentUnits: 0, neededUnits: 1, hasStrong: false))
        let strong = lock("c", "three", 2, strong: true)
        refuses(weak + [strong], 9, .notEnough(presentUnits: 8, neededUnits: 9, hasStrong: true))
        // Twice the same is once.
        refuses([strong, strong], 3, .notEnough(presentUnits: 2, neededUnits: 3, hasStrong: true))
        #expect(try seal([strong, strong], needed: 2).entries.count == 1)
        #expect(try seal(weak + [strong], needed: 8).entries.map(\.units) == [3, 3, 2])
    }

    @Test("have sizes, and a seal of others is neither made nor taken")
    func sizes() throws {
        let strong = lock("c", "three", 2, strong: true)
        for units in [0, -1, 33, .min, .max] {
            refuses([strong, lock("a", "one", units)], 1, .malformedSeal)
        }
        refuses([strong, lock("123456789", "one", 1)], 1, .malformedSeal)
        for needed in [0, -1, .min] { refuses([strong], needed, .thresholdOutOfRange) }
        let many = (0..<8).map { lock("\($0)", "\($0)", 32, strong: true) }
        refuses(many, 1, .thresholdOutOfRange)
        let most = many.dropLast() + [lock("7", "7", 31)]
        let whole = try seal(Array(most), needed: 255)
        #expect(try open(whole, most.indices.map { ("\($0)", "\($0)") }) == secret)

        for count in [0, 31, 33] {
            #expect(throws: CryptographyError.sizeMismatch(expected: 32, found: count)) {
                try ThresholdSeal.seal(
                    Sample.secret([UInt8](repeating: 1, count: count)), locks: [strong], neededUnits: 1,
                    context: [],
                    random: SeededRandom(seed: 1))
            }
            #expect(throws: CryptographyError.sizeMismatch(expected: 32, found: count)) {
                try ThresholdSeal.seal(
                    Sample.secret(secret), locks: [strong], neededUnits: 1, context: [],
                    random: FixedRandom([UInt8](repeating: 1, count: count)))
            }
        }
    }

    @Test("are kept in fields that are checked before anything is tried")
    func fields() throws {
        let good = try seal([lock("c", "three", 2, strong: true), lock("d", "four", 1)], needed: 2)
        for count in [0, 31, 33] {
            malformed(salt: [UInt8](repeating: 0, count: count), 2, good.entries, good.sealed)
        }
        for count in [0, 71, 73] {
            malformed(salt: good.salt, 2, good.entries, [UInt8](repeating: 0, count: count))
        }
        for needed in [.min, -1, 0, 4, 256, .max] {
            malformed(salt: good.salt, needed, good.entries, good.sealed)
        }
        malformed(salt: good.salt, 1, [], good.sealed)
        malformed(salt: good.salt, 1, [good.entries[1]], good.sealed)
        malformed(salt: good.salt, 2, Array(repeating: good.entries[0], count: 128), good.sealed)
        _ = try ThresholdSeal(
            salt: good.salt, neededUnits: 254, entries: Array(repeating: good.entries[0], count: 127),
            sealed: good.sealed)

        for (label, units, strong, count) in [
            (9, 1, false, 32), (1, 0, false, 0), (1, 0, true, 32), (1, -1, true, 0), (1, 33, false, 1056),
            (1, .max, false, 0), (1, .min, true, 0), (1, 1, false, 64), (1, 1, true, 32), (1, 2, false, 65),
            (1, 2, false, 63),
        ] {
            #expect(throws: CryptographyError.malformedSeal) {
                try ThresholdSeal.Entry(
                    label: [UInt8](repeating: 0, count: label), units: units, isStrong: strong,
                    ciphertext: [UInt8](repeating: 0, count: count))
            }
        }
    }

    private func malformed(
        salt: [UInt8], _ needed: Int, _ entries: [ThresholdSeal.Entry], _ sealed: [UInt8]
    ) {
        #expect(throws: CryptographyError.malformedSeal) {
            try ThresholdSeal(salt: salt, neededUnits: needed, entries: entries, sealed: sealed)
        }
    }

    private func refuses(_ locks: [Lock], _ needed: Int, _ error: CryptographyError) {
        #expect(throws: error) { try seal(locks, needed: needed) }
    }
}
