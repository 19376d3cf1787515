import ArgumentParser
import Fingerprint
import MachineFleet

/// Plays the program that knows the salt and the card's maker, and tries all of the maker's addresses.
struct Attack: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Try to name network cards from their digests, over all addresses of a maker.")

    @Option(help: "The first three bytes of the addresses.")
    var maker = "3c:ec:ef"

    @Option(help: "Try 2 to the power of this many addresses.")
    var bits = 24

    func validate() throws {
        guard (16...24).contains(bits) else { throw ValidationError("--bits is 16 to 24.") }
    }

    func run() async throws {
        let salt = FingerprintSalt(uncheckedBytes: (0..<16).map { 0xa0 + $0 })
        let second = FingerprintSalt(uncheckedBytes: (0..<16).map { 0xb0 + $0 })
        let attack = try await CardAttack(maker: maker, bits: bits, salt: salt)
        let elsewhere = try await CardAttack(maker: maker, bits: bits, salt: second)
        let digests = attack.digests
        let candidates = attack.candidates().map(\.count)
        let all = digests.count
        print("addresses tried: \(all)")
        print("addresses that fit a digest: \(candidates.min() ?? 0) to \(candidates.max() ?? 0)")
        print("| told of each card | cards named by the best guesser | on paper |")
        print("|---|---|---|")
        row("one digest", attack.namedShare { UInt64(digests[$0]) }, all, told: 16)
        let pair = { (card: Int) in UInt64(digests[card]) << 16 | UInt64(digests[(card + 1) % all]) }
        row("control: two ports, a digest each", attack.namedShare(told: pair), all, told: 32)
        let four = { (card: Int) in
            (0..<4).reduce(UInt64(0)) { $0 << 16 | UInt64(digests[(card + $1) % all]) }
        }
        row("control: four ports, a digest each", attack.namedShare(told: four), all, told: 64)
        let twice = { (card: Int) in UInt64(digests[card]) << 16 | UInt64(elsewhere.digests[card]) }
        row("one digest for each of two products", attack.namedShare(told: twice), all, told: 32)
        rank(attack)
    }

    /// So many things may be told, 2^`told`; so many of them are met by `all` cards at random.
    private func row(_ what: String, _ share: Double, _ all: Int, told: Int) {
        let things = told >= 64 ? Double(UInt64.max) : Double(UInt64(1) << UInt64(told))
        // 1 - e^-x for the small x that doubles lose.
        let load = Double(all) / things
        let met = load < 1e-6 ? Double(all) : things * (1 - power(load))
        print("| \(what) | \(percent(share)) | \(percent(met / Double(all))) |")
    }

    /// e to the power of minus x: a product of many equal factors does here.
    private func power(_ load: Double) -> Double {
        var result = 1 - load / 1_048_576 + load * load / 2_199_023_255_552
        for _ in 0..<20 { result *= result }
        return result
    }

    private func percent(_ share: Double) -> String { "\((share * 100_000).rounded() / 1000) %" }

    /// Where the right address is among those that fit, in tenths.
    private func rank(_ attack: CardAttack) {
        var tenths = [Int](repeating: 0, count: 10)
        for fitting in attack.candidates() {
            for place in fitting.indices { tenths[(2 * place + 1) * 5 / fitting.count] += 1 }
        }
        let shares = tenths.map { percent(Double($0) / Double(attack.digests.count)) }
        print("place of the right address among those that fit, by tenths: \(shares.joined(separator: ", "))")
    }
}
