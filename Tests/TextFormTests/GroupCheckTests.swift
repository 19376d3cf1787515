import TestSupport
import Testing

@testable import TextForm

@Suite("The check symbol of a group")
struct GroupCheckTests {
    private func group(_ number: Int, length: Int = 10, seed: UInt64 = 1) -> [UInt8] {
        var random = SeededGenerator(seed: seed &* 1000 &+ UInt64(number))
        let data = (1..<length).map { _ in UInt8.random(in: 0...31, using: &random) }
        return data + [GroupCheck.symbol(for: data, number: number)]
    }

    @Test func `Finds every single wrong symbol, in groups of every number and length`() {
        for number in 1...32 {
            for length in 2...10 {
                let good = group(number, length: length)
                #expect(GroupCheck.fits(good, number: number))
                for place in good.indices {
                    for wrong in 0...31 as ClosedRange<UInt8> where wrong != good[place] {
                        var bad = good
                        bad[place] = wrong
                        if GroupCheck.fits(bad, number: number) { Issue.record("\(number) \(bad)") }
                    }
                }
            }
        }
    }

    @Test func `Finds every swap of two different symbols at any distance, check symbol included`() {
        for number in 1...32 {
            for seed in 1...20 as ClosedRange<UInt64> {
                let good = group(number, seed: seed)
                for one in good.indices {
                    for other in good.indices where good[one] != good[other] {
                        var bad = good
                        bad.swapAt(one, other)
                        if GroupCheck.fits(bad, number: number) { Issue.record("\(number) \(bad)") }
                    }
                }
            }
        }
    }

    @Test func `Finds two equal symbols that became two others, wherever they stand`() {
        for one in 0..<10 {
            for other in (one + 1)..<10 {
                for wrong in 1...31 as ClosedRange<UInt8> {
                    var bad = [UInt8](repeating: 0, count: 10)
                    bad[one] = wrong
                    bad[other] = wrong
                    if GroupCheck.fits(bad, number: 32) { Issue.record("\(bad)") }
                }
            }
        }
    }

    @Test func `Finds neighbours that are swapped, one that is left out, and one that is there twice`() {
        for number in 1...64 {
            let groups = [group(number), group(number + 1)]
            #expect(!GroupCheck.fits(groups[1], number: number))
            #expect(!GroupCheck.fits(groups[0], number: number + 1))
            // Left out or there twice: the next group stands at a number that is not its own.
            for distance in 1...31 {
                #expect(!GroupCheck.fits(groups[0], number: number + distance))
                #expect(Int(GroupCheck.number(of: groups[0])) == number % 32)
            }
        }
    }
}
