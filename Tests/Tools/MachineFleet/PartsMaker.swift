import Fingerprint

/// Makes the parts of machines: serial numbers and addresses as makers give them, at random.
package struct PartsMaker: Sendable {
    private var generator: SeededNumbers

    /// The same parts for each seed.
    package init(seed: UInt64) { generator = SeededNumbers(seed: seed) }

    /// A bare machine: one to four disks, half of the further ones bought together with the first; one or two cards.
    package mutating func bareMachine(model: Int? = nil) -> FleetMachine {
        let model = model ?? number(below: 40)
        var machine = FleetMachine()
        machine.machineID = hexadecimal(32)
        machine.processor = "processor \(model)"
        machine.hasModule = model % 4 != 0
        machine.disks = [disk()]
        for _ in 0..<[0, 0, 0, 1, 1, 3][number(below: 6)] {
            machine.disks.append(number(below: 2) == 0 ? disk() : disk(beside: machine.disks[0]))
        }
        machine.cards = (0..<[1, 1, 2][number(below: 3)]).map { _ in
            card(ports: [1, 1, 2, 4][number(below: 4)])
        }
        installBoard(in: &machine)
        return machine
    }

    /// A virtual machine: one card, a disk with a serial number or without, a UUID that only its root may read.
    package mutating func virtualMachine(model: Int? = nil) -> FleetMachine {
        var machine = FleetMachine()
        machine.environment = Environment(hypervisor: .kvm)
        machine.machineID = hexadecimal(32)
        machine.processor = "processor \(model ?? number(below: 40))"
        if number(below: 2) == 0 { machine.disks = [disk()] }
        machine.cards = [["52:54:00:\(tail(number(below: 1 << 24)))"]]
        machine.uuid = uuid()
        return machine
    }

    /// Another installation of a system.
    package mutating func reinstall(_ machine: inout FleetMachine) { machine.machineID = hexadecimal(32) }

    /// Another board: its UUID and its serial number.
    package mutating func installBoard(in machine: inout FleetMachine) {
        machine.uuid = uuid()
        machine.serial = serial(10)
    }

    /// A disk, of one of five makers' kinds of serial number.
    package mutating func disk() -> String {
        switch number(below: 5) {
        case 0: "S4EWNX0" + serial(1) + digits(6)
        case 1: "Z" + serial(7)
        case 2: "WD-WX" + serial(10)
        case 3: "50026B" + serial(10)
        default: "PHY" + serial(15)
        }
    }

    /// A disk of the same batch.
    package mutating func disk(beside other: String) -> String { other.dropLast(4) + digits(4) }

    /// A card with ports of consecutive addresses, of one of a few makers.
    package mutating func card(ports: Int) -> [String] {
        let maker = ["3c:ec:ef", "00:1b:21", "b4:2e:99", "a0:36:9f", "f8:e4:3b", "00:e0:4c"][number(below: 6)]
        let first = number(below: 1 << 22) * 4
        return (0..<ports).map { "\(maker):\(tail(first + $0))" }
    }

    /// A number from 0 to just below `limit`.
    package mutating func number(below limit: Int) -> Int { Int.random(in: 0..<limit, using: &generator) }

    /// Whether something of this chance happens.
    package mutating func happens(_ chance: Double) -> Bool {
        Double.random(in: 0..<1, using: &generator) < chance
    }

    // MARK: - Letters and digits

    private mutating func uuid() -> String {
        let digits = hexadecimal(32)
        return digits
    }

    private mutating func hexadecimal(_ count: Int) -> String { text(of: "0123456789abcdef", count) }
    private mutating func digits(_ count: Int) -> String { text(of: "0123456789", count) }
    private mutating func serial(_ count: Int) -> String {
        text(of: "0123456789ABCDEFGHJKLMNPRSTVWXYZ", count)
    }

    private mutating func text(of alphabet: StaticString, _ count: Int) -> String {
        let letters = Array("\(alphabet)".utf8)
        return String(decoding: (0..<count).map { _ in letters[number(below: letters.count)] }, as: UTF8.self)
    }

    private func tail(_ number: Int) -> String { addressTail(number) }
}

/// The last three bytes of a card's address.
package func addressTail(_ number: Int) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for place in [20, 16, 12, 8, 4, 0] {
        text.append(digits[(number >> place) & 15])
        if place == 16 || place == 8 { text.append(UInt8(ascii: ":")) }
    }
    return String(decoding: text, as: UTF8.self)
}

/// SplitMix64.
struct SeededNumbers: RandomNumberGenerator, Sendable {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0xd134_2543_de82_ef95 &+ 1 }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
