import Countersign
import Cryptography
import FingerprintLinux
import Simulation
import Testing

@Suite("An application that is activated by telephone")
struct ApplicationPhoneTests {
    private let vendor: SimulatedVendor
    private let file: Verified<ProductFile>
    private let folder: TemporaryFolder
    private let product: LicensedProduct
    private let now = SimulatedMachine.noon

    init() throws {
        vendor = try SimulatedVendor()
        file = try vendor.productFile()
        folder = try TemporaryFolder()
        product = try LicensedProduct(
            "hull-designer", productFile: file.encoded, rootKey: RootKey(vendor.rootKey.publicKey),
            state: folder("state"))
    }

    /// The request that waits.
    private func waiting() throws -> (folder: StateFolder, exchange: PhoneExchange) {
        let state = try StateFolder.open(folder("state"))
        return (state, try #require(try state.phoneExchanges().first))
    }

    /// What the vendor reads back.
    private func answer() throws -> SpokenCode {
        let (state, exchange) = try waiting()
        let request = try state.request(of: exchange).request
        return try ResponseCode(of: vendor.license(for: request, binding: .user).unverified).spoken
    }

    private func ask() throws -> [String] {
        try product.makePhoneRequest(activationKey: vendor.activationKey.text, forUser: true, now: now)
    }

    @Test func `Reads ten groups, is read thirty-two, and is licensed`() throws {
        let groups = try ask()
        #expect(groups.count == 10)
        let key = try vendor.activationKey.proofKey()
        var desk = CodeEntry(direction: .request, form: .digits)
        for group in groups { _ = desk.type(group) }
        #expect(
            try RequestCode(#require(desk.code)).isProven(
                by: key, product: SimulatedVendor.product, namesUser: true))

        var entry = CodeEntry(direction: .response, form: .digits)
        for group in try answer().groups(.digits) { _ = entry.type(group) }
        let code = try #require(entry.code)
        let table = try SpokenLicenseTable()
        guard
            case .installed(let license, _) = try product.install(
                spoken: code, using: table, now: now)
        else {
            Issue.record("It was not installed.")
            return
        }
        #expect(license.binding == .user)
        #expect(try product.verdict(now: now).isLicensed)
        let again = #expect(throws: Refusal.self) {
            try product.install(spoken: code, using: table, now: now)
        }
        #expect(again?.code == .phoneNotAwaited)
    }

    @Test func `What is typed is kept for the request that waits, and for no other`() throws {
        _ = try ask()
        var (state, exchange) = try waiting()
        let first = try answer().groups(.digits)[0]
        exchange.typed = [1: first]
        try state.keep(exchange)
        #expect(try waiting().exchange == exchange)
        #expect(exchange.entry(.digits).missing == Array(2...32))
        #expect(exchange.entry(.words).missing == Array(1...16))
        _ = try ask()
        let refusal = #expect(throws: Refusal.self) { try state.keep(exchange) }
        #expect(refusal?.code == .phoneNotAwaited)
        try state.end(exchange)
        #expect(try waiting().exchange.typed.isEmpty)
    }

    @Test func `Two sessions that type the same answer lose nothing of each other's`() throws {
        _ = try ask()
        let (state, start) = try waiting()
        let groups = try answer().groups(.digits)
        var (one, other) = (start, start)
        one.typed = [1: groups[0], 2: groups[1]]
        let first = try state.keep(one, since: start)
        other.typed = [3: groups[2]]
        let second = try state.keep(other, since: start)
        #expect(second.typed == [1: groups[0], 2: groups[1], 3: groups[2]])
        // Each session takes back what is its own, and what it has seen.
        one.typed = [1: groups[0]]
        let third = try state.keep(one, since: first)
        #expect(third.typed == [1: groups[0], 3: groups[2]])
        other.typed = [3: groups[2], 4: groups[3]]
        #expect(try state.keep(other, since: second).typed == [3: groups[2], 4: groups[3]])
        // What is wrong in the file is not kept any longer.
        var damaged = try waiting().exchange
        damaged.typed[5] = groups[0]
        try state.keep(damaged)
        other.typed = try waiting().exchange.typed
        other.typed[6] = groups[5]
        #expect(
            try state.keep(other, since: waiting().exchange).typed.keys.sorted() == [3, 4, 5, 6],
            "this session knows of it, and has not changed it")
        #expect(try waiting().exchange.entry(.digits).missing == [1, 2] + Array(5...5) + Array(7...32))
        // One that does not know of it drops it with what it adds.
        var unaware = try waiting().exchange
        unaware.typed[5] = nil
        var later = unaware
        later.typed[7] = groups[6]
        #expect(try state.keep(later, since: unaware).typed.keys.sorted() == [3, 4, 6, 7])
    }

    @Test func `A session in the other form does not throw away what another has typed`() throws {
        _ = try ask()
        let (state, start) = try waiting()
        let code = try answer()
        var (one, other) = (start, start)
        one.typed = [1: code.groups(.digits)[0]]
        let first = try state.keep(one, since: start)
        (other.typed, other.typedForm) = ([1: code.groups(.words)[0]], .words)
        let refusal = #expect(throws: Refusal.self) { try state.keep(other, since: start) }
        #expect(refusal?.code == .usageInvalid)
        #expect(refusal?.sentence.contains("were typed as digits by another session") == true)
        #expect(try waiting().exchange == first)
        other.typed = [:]
        #expect(try state.keep(other, since: start) == first)
        // Whoever knows of it may begin anew.
        other.typed = [1: code.groups(.words)[0]]
        #expect(try state.keep(other, since: first) == other)
        #expect(try waiting().exchange.entry(.words).missing == Array(2...16))
    }

    @Test func `A request whose license came as a file waits no more`() throws {
        _ = try ask()
        let (state, exchange) = try waiting()
        let license = try vendor.license(for: state.request(of: exchange).request, binding: .user)
        _ = try product.install(license.encoded, now: now)
        #expect(try state.phoneExchanges().isEmpty)
    }

    @Test(arguments: [
        "", "countersign phone 2", "countersign phone 1\n00\n00\ndigits\ndigits",
        "countersign phone 1\n\u{0}\u{FFFD}", String(repeating: "x\n", count: 900),
    ])
    func `A file that is something else is refused, and does not stand in the way of a new one`(text: String)
        throws
    {
        _ = try ask()
        let state = try StateFolder.open(folder("state"))
        try folder.write(Array(text.utf8), to: "state/hull-designer/phone")
        let refusal = #expect(throws: Refusal.self) { try state.phoneExchanges() }
        #expect(refusal?.code == .stateDamaged)
        _ = try ask()
        #expect(try state.phoneExchanges().count == 1)
    }

    @Test(arguments: ["7", "7 ", " ", "x 123456", "99999999999999999999 123456", "1\t123456"])
    func `A line that is no group is refused, and nothing traps`(line: String) throws {
        _ = try ask()
        let state = try StateFolder.open(folder("state"))
        let path = "state/hull-designer/phone"
        let whole = String(decoding: try folder.read(path), as: UTF8.self)
        try folder.write(Array((whole + line + "\n").utf8), to: path)
        let refusal = #expect(throws: Refusal.self) { try state.phoneExchanges() }
        #expect(refusal?.code == .stateDamaged)
    }

    @Test(arguments: ["-1 123456", "0 123456", "33 123456", "9223372036854775807 123456"])
    func `A group that no answer has counts as not typed`(line: String) throws {
        _ = try ask()
        let state = try StateFolder.open(folder("state"))
        let path = "state/hull-designer/phone"
        let whole = String(decoding: try folder.read(path), as: UTF8.self)
        try folder.write(Array((whole + line + "\n").utf8), to: path)
        let exchange = try #require(try state.phoneExchanges().first)
        #expect(exchange.entry(.digits).missing == Array(1...32))
    }

    @Test func `With a new device key, the old license counts until the answer is typed`() throws {
        let machine = Machine(
            survey: try LinuxProbe(root: "/").survey(), user: currentUserComponent(),
            clock: ClockReading(now: now, boot: nil))
        _ = try ask()
        let first = try vendor.license(
            for: waiting().folder.request(of: waiting().exchange).request, binding: .user)
        _ = try product.install(first.encoded, now: now)
        let (state, key) = (try StateFolder.open(folder("state")), vendor.activationKey)
        let made = try state.makeRequest(
            trusting: .shipped(file), key: key, forUser: true, machine: machine, newDevice: true,
            random: SystemRandom())
        let exchange = try state.beginPhoneExchange(made, key: key, form: .digits)
        #expect(try product.verdict(now: now).license == first.body)
        let second = try vendor.license(for: made.request, issuedOn: "2026-11-24", binding: .user)
        let spoken = try ResponseCode(of: second.unverified).spoken
        _ = try product.install(spoken: spoken, using: SpokenLicenseTable(), now: now)
        #expect(try product.verdict(now: now).license == second.body)
        #expect(try state.phoneExchanges().isEmpty && exchange.digest != first.body.request)
    }
}
