import Fingerprint
import MachineFleet
import Testing

@Suite("The odds that two different machines match")
struct OddsTests {
    private func part(_ units: Int, isStrong: Bool, shared: Int? = nil) -> Odds.Part {
        Odds.Part(units: units, isStrong: isStrong, bound: 1, others: 1, shared: shared)
    }

    @Test("are on paper the product of the coincidences that it takes")
    func formula() {
        // Machine id 8, disk 12, card 12, processor and module 3: any two of the first three make a match.
        let office = [
            part(8, isStrong: false), part(12, isStrong: true), part(12, isStrong: true),
            part(2, isStrong: false, shared: 1), part(1, isStrong: false, shared: 1),
        ]
        let chance = 1 / 65_536.0
        let two = 3 * chance * chance * (1 - chance) + chance * chance * chance
        #expect(isClose(Odds.ofMatch(office, bits: 16, threshold: 45), two))
        // The machine id came along: disk or card is enough.
        let cloned = [part(8, isStrong: false, shared: 1)] + office.dropFirst()
        let one = 1 - (1 - chance) * (1 - chance)
        #expect(isClose(Odds.ofMatch(cloned, bits: 16, threshold: 45), one))
        #expect(Odds.ofMatch([part(8, isStrong: false, shared: 1)], bits: 16, threshold: 45) == 0)
    }

    @Test("of a set are those of any of its digests to meet any of the other's")
    func sets() {
        let disks = Odds.Part(units: 3, isStrong: true, bound: 4, others: 8)
        // With a threshold of 30 percent two of four must be met; of all 2^4 values that is frequent.
        var exact = 0.0
        let missed = { (values: Double) in (0..<8).reduce(1.0) { product, _ in product * (1 - values / 16) } }
        // None or one of four met, by inclusion and exclusion.
        let none = missed(4)
        let one = 4 * (missed(3) - missed(4))
        exact = 1 - none - one
        #expect(isClose(Odds.ofMatch([disks], bits: 4, threshold: 30), exact))
    }

    private func isClose(_ one: Double, _ other: Double) -> Bool { abs(one - other) <= 1e-9 * other }

    @Test(
        "are what is counted among random machines, with digests so short that there is something to count",
        arguments: MatchFleet.Relation.allCases, [false, true])
    func counted(relation: MatchFleet.Relation, readsRootOnly: Bool) throws {
        let policy = try #require(FingerprintPolicy(readsRootOnly: readsRootOnly))
        let fleet = MatchFleet(bits: 4, policy: policy, others: 2, seed: 3)
        let count = try fleet.count(group: 1, relation: relation)
        #expect(count.pairs == 1_000 && count.expected > 5)
        #expect(abs(count.deviation) < 4, "\(count)")
    }

    @Test("are small on paper for all the machines of the page, and one in four thousand for the worst")
    func typical() {
        for shape in TypicalShape.all {
            let odds = Odds.ofMatch(shape.parts, bits: 16, threshold: 45)
            #expect(odds > 0 && odds < 1 / 4_000.0, "\(shape.machines), \(shape.alike)")
            if !shape.alike.contains("image"), !shape.machines.contains("virtual") { #expect(odds < 1e-8) }
        }
    }
}
