import Fingerprint
import MachineFleet
import Testing

@Suite("Ten years of repairs")
struct YearsTests {
    private func needed(_ fleet: YearsFleet, machines: UInt64 = 150) throws -> Int {
        try (0..<machines).count { try fleet.life(seed: $0).visits > 0 }
    }

    @Test("send few machines to the desk that are renewed each year, and fewer where root reads")
    func renewed() throws {
        let root = try #require(FingerprintPolicy(readsRootOnly: true))
        let renewed = try needed(YearsFleet(policy: .standard, isRenewed: true))
        let never = try needed(YearsFleet(policy: .standard, isRenewed: false))
        let byRoot = try needed(YearsFleet(policy: root, isRenewed: true))
        // What the page has, with four standard deviations on either side.
        #expect((1...26).contains(renewed) && (15...60).contains(never) && byRoot <= 10)
        #expect(byRoot < renewed && renewed < never)
    }

    @Test("make the desk ask about few machines at a renewal, and count less than one change in ten years")
    func renewals() throws {
        let fleet = YearsFleet(policy: .standard, isRenewed: true)
        let lives = try (0..<150).map { try fleet.life(seed: $0) }
        let asked = lives.count { $0.questions > 0 }
        let counted = lives.reduce(0) { $0 + $1.counted }
        #expect((1...40).contains(asked) && (20...150).contains(counted))
    }

    @Test("without any change send none there, and with nothing but new parts none either")
    func nothing() throws {
        var rates = YearlyRates()
        (rates.disk, rates.card, rates.board, rates.processor, rates.reinstallation) = (0, 0, 0, 0, 0)
        rates.addition = 1
        let fleet = YearsFleet(rates: rates, policy: .standard, isRenewed: false)
        #expect(try fleet.life(seed: 1).changes == YearsFleet.years)
        #expect(try needed(fleet, machines: 40) == 0)
    }

    @Test("in which all parts go within a year send every machine there")
    func everything() throws {
        var rates = YearlyRates()
        (rates.disk, rates.card, rates.board, rates.processor, rates.reinstallation) = (1, 1, 1, 1, 1)
        let fleet = YearsFleet(rates: rates, policy: .standard, isRenewed: true)
        #expect(try needed(fleet, machines: 40) == 40)
    }
}
