import Activation
import ArgumentParser
import Refusals

/// `fleet`: makes the request files of machines that do not exist, for stress tests and benchmarks. The keys,
/// proofs and signatures are real, and made by the code that real machines run.
@main
struct Entry: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fleet", abstract: "Make the request files of many simulated machines.",
        discussion: """
            Machine i of a seed always has the same components and the same device key. Run again, it asks \
            again: same machine, new request. Files are named machine-00000.request and so on.
            """)

    @Option(help: ArgumentHelp("The product file that the machines have.", valueName: "file"))
    var product: String

    @Option(help: "The activation key that all machines have.")
    var key: String?

    @Option(
        name: .customLong("key-file"),
        help: ArgumentHelp(
            "Activation keys, one a line: machine i has key i modulo their number.", valueName: "file"))
    var keyFile: String?

    @Option(help: "How many machines.")
    var machines: Int

    @Option(help: ArgumentHelp("The folder that the requests go to; it must be there.", valueName: "folder"))
    var out: String

    @Option(help: "Any text; it decides who the machines are.")
    var seed = "1"

    @Option(help: "Components of each machine, 0 to 10.")
    var components = 3

    @Option(
        name: .customLong("repeat-of"),
        help: ArgumentHelp(
            "A machine that has a request in this folder brings that very request again, byte for byte.",
            valueName: "folder"))
    var repeatOf: String?

    @Flag(help: "The machines were installed anew: the same components, new device keys.")
    var reinstalled = false

    @Option(
        help: "What they ask for: activation, renewal, or time, with a clock that was once 2 years ahead.")
    var ask = Asked.activation

    @Option(help: "So many of the components of each machine, the last ones, are others than they were.")
    var changed = 0

    @Option(
        help:
            "Each request names the components of so many machines after its own, too: what a customer who lies would send."
    )
    var beside = 0

    @Option(help: "By how many days the machines' clocks are ahead; less than 0, behind.")
    var clock = 0

    func validate() throws {
        guard (key == nil) != (keyFile == nil) else {
            throw ValidationError("Give the activation keys with --key or with --key-file.")
        }
        guard (-10_000...10_000).contains(clock) else {
            throw ValidationError("A clock is ahead or behind by at most 10,000 days.")
        }
        guard machines >= 1, (0...SimulatedMachine.maximumComponents).contains(components) else {
            throw ValidationError("At least one machine, and 0 to 10 components.")
        }
    }

    func run() async throws {
        let maker = try RequestMaker(
            productFile: readProductFile(product), keys: readKeys(), seed: seed, components: components,
            isReinstalled: reinstalled, asked: ask, changed: changed,
            beside: beside, clockDays: clock)
        try await Fleet(size: machines, maker: maker, earlier: repeatOf).makeRequests(in: out)
    }

    private func readKeys() throws(Refusal) -> [ActivationKey] {
        if let key { return [try ActivationKey(written: key)] }
        return try readKeyFile(keyFile ?? "")
    }
}
