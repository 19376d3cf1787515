import Activation
import ClockGuard
import Cryptography
import DurableFiles
import Fingerprint
import Installation
import Refusals
import Simulation
import Testing

/// A site: one state folder, one vendor, and a machine.
struct Site {
    let temporary: TemporaryFolder
    let folder: StateFolder
    let vendor: SimulatedVendor
    let machine: SimulatedMachine

    init(_ machine: SimulatedMachine = SimulatedMachine()) throws {
        temporary = try TemporaryFolder()
        folder = try StateFolder.openOrCreate(temporary("state"))
        vendor = try SimulatedVendor()
        self.machine = machine
    }

    static let product = SimulatedVendor.product

    func request(
        on machine: SimulatedMachine? = nil, with file: Verified<ProductFile>? = nil,
        rootKey: PublicKey? = nil,
        forUser: Bool = false, replacingDevice: Bool = false
    ) throws -> Verified<Request> {
        try folder.makeRequest(
            trusting: .brought((try file ?? vendor.productFile()).unverified, rootKey: rootKey),
            key: vendor.activationKey, forUser: forUser, machine: Machine(machine ?? self.machine),
            newDevice: replacingDevice, random: SystemRandom()
        ).request
    }

    func install(_ license: Verified<License>, on machine: SimulatedMachine? = nil) throws -> InstallOutcome {
        try folder.install(
            license.unverified, trusting: .installed(license.body.product),
            machine: Machine(machine ?? self.machine), random: SystemRandom())
    }

    func verdict(on machine: SimulatedMachine? = nil) throws -> Verdict {
        try folder.verdict(on: Self.product, machine: Machine(machine ?? self.machine))
    }

    func standing(on machine: SimulatedMachine? = nil) throws -> Standing {
        try check(on: Machine(machine ?? self.machine))
    }

    func check(on machine: Machine) throws -> Standing {
        let state = try #require(try folder.product(Self.product))
        return try folder.check(state, under: #require(try state.productFile()), machine: machine)
    }

    func renewal(on machine: SimulatedMachine? = nil) throws -> Verified<Request> {
        try folder.makeRenewalRequest(
            trusting: .installed(Self.product), machine: Machine(machine ?? self.machine),
            random: SystemRandom()
        ).request
    }

    func timeRequest(on machine: SimulatedMachine? = nil) throws -> Verified<Request> {
        try folder.makeTimeRequest(
            trusting: .installed(Self.product), machine: Machine(machine ?? self.machine),
            random: SystemRandom()
        ).request
    }

    func install(
        _ correction: Verified<TimeCorrection>, on machine: SimulatedMachine
    ) throws -> InstallOutcome {
        try folder.install(
            correction.unverified, trusting: .installed(correction.body.product), machine: Machine(machine))
    }

    /// The machine so many days later, with a counter that says for how long it has run: since the first day, in the
    /// run that is the seventh, and in others since a second ago.
    func running(_ day: Int, run: UInt8 = 7) throws -> Machine {
        let boot = try #require(
            Boot(id: [UInt8](repeating: run, count: 16), awake: Int64(run == 7 ? day : 0) * 86_400 + 1))
        let machine = machine.after(days: day)
        return Machine(
            survey: MachineSurvey(components: machine.components), user: machine.user,
            clock: ClockReading(now: machine.now, boot: boot))
    }

    /// Keeps all others from changing anything.
    func holdLock() throws -> FolderLock {
        try PrivateFolder(
            opening: temporary("state"), missing: .stateMissing, otherOwner: .stateOtherOwner
        ).lock(.exclusive, waitingAtMost: 0, busy: .stateBusy)
    }

    /// The name of a file of the product, from the temporary folder.
    func file(_ name: String) -> String { "state/\(Self.product)/\(name)" }

    /// Puts a file of the product into the folder behind the program's back.
    func damage(_ name: String, _ text: String = "nonsense") throws {
        try temporary.write(Array(text.utf8), to: file(name))
    }

    /// The names of the requests kept.
    func keptRequests() throws -> [String] {
        try temporary.names(in: "state/\(Self.product)").filter { $0.hasSuffix(".request") }
    }
}

extension Machine {
    init(_ machine: SimulatedMachine) {
        self.init(
            survey: MachineSurvey(components: machine.components), user: machine.user,
            clock: ClockReading(now: machine.now, boot: nil))
    }
}

extension InstallOutcome {
    /// Its name, for comparing.
    var name: String {
        switch self {
        case .installed: "installed"
        case .alreadyInstalled: "already installed"
        case .keptBetter: "kept better"
        case .timeCorrected: "time corrected"
        }
    }
}

extension ProductFileOutcome {
    /// Its name, for comparing.
    var name: String {
        switch self {
        case .installed: "product file installed"
        case .alreadyInstalled: "product file already installed"
        }
    }
}
