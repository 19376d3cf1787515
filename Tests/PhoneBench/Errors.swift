import ArgumentParser
import PhoneCode
import TestSupport

/// `phone-bench errors`: errors by the million, and how many of them a group's check misses.
struct Errors: ParsableCommand {
    @Option(help: "How many of each sampled error.")
    var count = 1_000_000

    @Option(help: "Where chance begins.")
    var seed: UInt64 = 2026

    func run() {
        var chance = Chance(seed: seed)
        for direction in CodeDirection.allCases {
            print("### The \(direction.rawValue) code, \(direction.groupCount) groups (seed \(seed))\n")
            print("| error | tried | missed, % | computed, % | missed by a digit sum mod 7, % |")
            print("|---|---|---|---|---|")
            for kind in GroupError.allCases {
                var tally = Tally()
                if kind.isExhaustive {
                    for _ in 0..<50 { tally.tryAll(kind, CodePair(direction, &chance)) }
                } else {
                    var pair = CodePair(direction, &chance)
                    while tally.tried < count {
                        if tally.tried.isMultiple(of: 64) { pair = CodePair(direction, &chance) }
                        tally.tryOne(kind, pair, &chance)
                    }
                }
                print(
                    "| \(kind.rawValue) | \(tally.tried) | \(percent(tally.missed, of: tally.tried)) | "
                        + "\(kind.computed(direction)) | \(percent(tally.missedBySum, of: tally.triedOnSum)) |"
                )
            }
            print("")
        }
    }
}

/// A code of random data, twice: with our check digits, and with a digit sum mod 7.
struct CodePair {
    let direction: CodeDirection
    /// Six digits each.
    let ours: [[UInt8]]
    /// The same data.
    let summed: [[UInt8]]

    init(_ direction: CodeDirection, _ chance: inout Chance) {
        self.direction = direction
        var (ours, summed): ([[UInt8]], [[UInt8]]) = ([], [])
        for number in 1...direction.groupCount {
            let data = (0..<DigitGroup.dataDigits).map { _ in chance.digit() }
            ours.append(data + [Self.check(data, number, direction)])
            summed.append(data + [Self.sum(data)])
        }
        (self.ours, self.summed) = (ours, summed)
    }

    /// The digit that fits.
    static func check(_ data: [UInt8], _ number: Int, _ direction: CodeDirection) -> UInt8 {
        (0..<10).first { fits(data + [$0], number, direction) } ?? 0
    }

    /// Whether our check takes it at this place.
    static func fits(_ digits: [UInt8], _ number: Int, _ direction: CodeDirection) -> Bool {
        DigitGroup(digits: digits)?.fits(number: number, of: direction) ?? false
    }

    static func sum(_ data: [UInt8]) -> UInt8 { UInt8(data.reduce(0) { $0 + Int($1) } % 7) }

    /// Whether a digit sum mod 7 takes it, wherever it stands.
    static func sumFits(_ digits: [UInt8]) -> Bool {
        sum(Array(digits.dropLast())) == digits.last
    }
}

/// How many errors were made, and missed.
struct Tally {
    private(set) var tried = 0
    private(set) var missed = 0
    private(set) var triedOnSum = 0
    private(set) var missedBySum = 0

    /// Makes every error of a kind in every place.
    mutating func tryAll(_ kind: GroupError, _ pair: CodePair) {
        for number in 1...pair.direction.groupCount {
            for variant in 0..<kind.variants {
                attempt(kind, pair, number, variant, pair.direction.groupCount)
            }
        }
    }

    /// Makes one, by chance.
    mutating func tryOne(_ kind: GroupError, _ pair: CodePair, _ chance: inout Chance) {
        let number = chance.below(pair.direction.groupCount) + 1
        attempt(
            kind, pair, number, chance.below(1_000_000), chance.below(pair.direction.groupCount) + 1)
    }

    private mutating func attempt(
        _ kind: GroupError, _ pair: CodePair, _ number: Int, _ variant: Int, _ other: Int
    ) {
        let (ours, summed) = (
            kind.made(in: pair.ours, number, variant, other),
            kind.made(in: pair.summed, number, variant, other)
        )
        // A phonetic error, say, cannot be made in every group: each code is asked for its own.
        if let ours {
            tried += 1
            missed += ours.allSatisfy { CodePair.fits($0.digits, $0.number, pair.direction) } ? 1 : 0
        }
        if let summed {
            triedOnSum += 1
            missedBySum += summed.allSatisfy { CodePair.sumFits($0.digits) } ? 1 : 0
        }
    }
}

/// Numbers that look random and are the same every time.
typealias Chance = SeededGenerator

extension SeededGenerator {
    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

    mutating func digit() -> UInt8 { UInt8(below(10)) }

    /// From 0 to 1.
    mutating func fraction() -> Double { Double(next() >> 11) / 0x1p53 }
}
