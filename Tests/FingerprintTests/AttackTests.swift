import Fingerprint
import MachineFleet
import TestSupport
import Testing

/// The attack on a small scale: 2^16 addresses of a maker and digests of 8 bits are to one another as the 2^24 addresses
/// and 16 bits of the page. `fingerprint-fleet attack` does it at full size.
@Suite("A program that tries all addresses of a card's maker")
struct AttackTests {
    private static let maker = "3c:ec:ef"
    private static let bits = 8
    /// 2^16 addresses over 2^8 digests.
    private static let fitting = 256.0

    private let attack: CardAttack

    /// All digests are computed once, for all tests.
    private static let shared = Task { try await CardAttack(maker: maker, bits: 16, salt: Sample.salt) }

    init() async throws { attack = try await Self.shared.value }

    /// What really leaves a machine with these components, of each kind the last bits of the digests.
    private func told(_ components: [Component], policy: FingerprintPolicy = .standard) throws -> [UInt16] {
        let selection = try ComponentSelection(
            of: MachineSurvey(components: components), policy: policy, salt: Sample.salt)
        return selection.items.compactMap { item in
            if case .leaves(let digest) = item.fate { digest.rawValue & 0xff } else { nil }
        }
    }

    private func port(_ number: Int) -> Component {
        SampleMachine.component(.networkCard, "\(Self.maker):\(addressTail(number))")
    }

    @Test("finds some 256 that fit, and the right one anywhere among them")
    func candidates() throws {
        // Binomial: 256 on average, the standard deviation is 16; of 256 digests none is six of them off.
        let candidates = attack.candidates(bits: Self.bits)
        #expect(candidates.allSatisfy { (161...351).contains($0.count) })

        var generator = SeededGenerator(seed: 11)
        var tenths = [Int](repeating: 0, count: 10)
        var sum = 0
        for _ in 0..<1_000 {
            let card = generator.number(0...65_535)
            let digests = try told([port(card)])
            let fitting = candidates[Int(try #require(digests.first))]
            let place = try #require(fitting.firstIndex(of: card))
            tenths[(2 * place + 1) * 5 / fitting.count] += 1
            sum += fitting.count
        }
        // 100 each are expected, with a standard deviation of 9.5.
        #expect(tenths.allSatisfy { (60...140).contains($0) }, "\(tenths)")
        // A card is more often in a large class than in a small one: 256 + 1 on average.
        #expect((250...264).contains(sum / 1_000))
    }

    @Test("names one card in 256, and no cleverness names more")
    func guesser() {
        let share = attack.namedShare { UInt64(attack.digests[$0] & 0xff) }
        #expect(share == 1 / Self.fitting)
    }

    @Test("learns no more from a card with four ports, as it leaves the machine")
    func fourPorts() throws {
        var generator = SeededGenerator(seed: 12)
        for _ in 0..<20 {
            let card = generator.number(0...65_500)
            let digests = try told((0..<4).map { port(card + $0) })
            #expect(digests == [attack.digests[card] & 0xff])
        }
    }

    @Test("would name nearly all cards if two ports left, and all if four did")
    func control() {
        let digest = { (card: Int) in UInt64(attack.digests[card & 0xffff] & 0xff) }
        // 2^16 cards at random over 2^16 pairs of digests: all but e^-1 of the pairs are met.
        let two = attack.namedShare { digest($0) << 8 | digest($0 + 1) }
        #expect((0.62...0.645).contains(two))
        let four = attack.namedShare { card in (0..<4).reduce(0) { $0 << 8 | digest(card + $1) } }
        #expect(four > 0.9999)
    }

    @Test("learns no more from what is made from the address: UUIDs and serial numbers")
    func derived() throws {
        let policy = try #require(FingerprintPolicy(readsRootOnly: true))
        for card in [0x0000, 0x1234, 0xfffe] {
            let tail = addressTail(card)
            let digits = "3cecef" + tail.filter { $0 != ":" }
            let followers = [
                SampleMachine.component(.productUUID, "00000000-0000-0000-0000-\(digits)"),
                SampleMachine.component(.boardSerial, digits.uppercased()),
                SampleMachine.component(.chassisSerial, digits.uppercased()),
                port(card + 1),
            ]
            #expect(try told([port(card)] + followers, policy: policy) == [attack.digests[card] & 0xff])
        }
    }

    @Test("learns of two unrelated cards of one maker no more than of each alone")
    func twoCards() {
        let near = 1 << 8
        let candidates = attack.candidates(bits: Self.bits)
        var generator = SeededGenerator(seed: 13)
        var pairs = 0
        var fitting = 0
        for _ in 0..<60 {
            let one = generator.number(0...65_535)
            let other = generator.number(0...65_535)
            let first = candidates[Int(attack.digests[one] & 0xff)]
            let second = candidates[Int(attack.digests[other] & 0xff)]
            // The rule tells him besides that they are no neighbours, which rules out next to nothing.
            let stillFitting = first.filter { card in second.contains { abs($0 - card) >= near } }
            pairs += first.count * second.count
            fitting += stillFitting.count
        }
        #expect((60_000...72_000).contains(pairs / 60))
        #expect((245...270).contains(fitting / 60))
    }

    @Test("learns more where one machine has two products with salts of their own: the page says so")
    func twoSalts() async throws {
        let salt = FingerprintSalt(uncheckedBytes: [UInt8](repeating: 9, count: 16))
        let other = try await CardAttack(maker: Self.maker, bits: 16, salt: salt)
        let share = attack.namedShare {
            UInt64(attack.digests[$0] & 0xff) << 8 | UInt64(other.digests[$0] & 0xff)
        }
        #expect((0.62...0.645).contains(share))
    }

    @Test("who has a list of addresses already can look up which of them it is: the page says so")
    func list() {
        // Sixteen addresses of a delivery note: their 16-bit digests differ.
        #expect(Set(attack.digests.prefix(16)).count == 16)
    }
}
