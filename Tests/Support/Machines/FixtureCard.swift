/// A network card or interface of a fixture machine.
package struct FixtureCard: Hashable, Sendable {
    /// What is behind it.
    package enum Kind: Hashable, Sendable {
        /// Hardware, or what a hypervisor plays, with a cable.
        case wired
        /// Hardware without a cable: its address in use is another at every place.
        case wireless
        /// Software: "lo", a tunnel, a bridge; with the number of its kind (1 Ethernet, 65534 none).
        case software(type: Int)
    }

    /// What the system calls it.
    package var name: String
    /// Its device below `/sys/devices`; empty for software.
    package var device: String
    /// Its own address.
    package var address: String
    /// What it is.
    package var kind: Kind = .wired
    /// The bus, such as "pci".
    package var bus = "pci"
    /// The driver.
    package var driver = "e1000e"
    /// Part of the board, which goes with it.
    package var isOnBoard = true
    /// In a dock, which comes and goes.
    package var isInDock = false
    /// The bond it is in, and the address that the bond gives it.
    package var bond: (name: String, address: String)? {
        get { bondName.map { ($0, bondAddress) } }
        set { (bondName, bondAddress) = (newValue?.name, newValue?.address ?? "") }
    }
    /// How the address in use came about (`addr_assign_type`), where nothing else decides.
    package var assigned = "0"

    private var bondName: String?
    private var bondAddress = ""

    init(_ name: String, _ device: String, _ address: String) {
        self.name = name
        self.device = device
        self.address = address
    }

    /// One of software.
    package static func software(
        _ name: String, _ address: String, type: Int = 1, assigned: String = "3"
    ) -> FixtureCard {
        var card = FixtureCard(name, "", address)
        card.kind = .software(type: type)
        card.assigned = assigned
        card.isOnBoard = false
        return card
    }

    func with(_ change: (inout FixtureCard) -> Void) -> FixtureCard {
        var card = self
        change(&card)
        return card
    }

    /// Adds it to a tree.
    func add(to tree: inout MachineTree) {
        if case .software(let type) = kind {
            let folder = "sys/devices/virtual/net/\(name)"
            tree.link("sys/class/net/\(name)", to: "../../devices/virtual/net/\(name)")
            addAttributes(type: "\(type)", address: address, assigned: assigned, at: folder, to: &tree)
            tree.link("\(folder)/subsystem", to: "../../../../class/net")
            return
        }
        let folder = "sys/devices/\(device)/net/\(name)"
        tree.link("sys/class/net/\(name)", to: "../../devices/\(device)/net/\(name)")
        tree.link("\(folder)/device", to: "../../../\(lastPart(device))")
        tree.link("\(folder)/subsystem", to: "\(upToSys(from: device))/../../class/net")
        addDevice(to: &tree)
        let (used, how) = addressInUse
        addAttributes(type: "1", address: used, assigned: how, at: folder, to: &tree)
        if kind == .wireless {
            tree.text("sys/devices/\(device)/ieee80211/phy0/macaddress", address)
            tree.link("\(folder)/phy80211", to: "../../ieee80211/phy0")
        }
        if let bond {
            tree.link(
                "\(folder)/master", to: "\(upToSys(from: device))/../../devices/virtual/net/\(bond.name)")
            tree.text("\(folder)/bonding_slave/perm_hwaddr", address)
            tree.text("\(folder)/bonding_slave/state", "active")
        }
    }

    private var addressInUse: (String, String) {
        if let bond { return (bond.address, "3") }
        // As a network manager scatters it: locally administered, and so never the card's own.
        if kind == .wireless { return ("da:a1:19:5c:07:3e", "3") }
        return (address, assigned)
    }

    private func addDevice(to tree: inout MachineTree) {
        let up = upToSys(from: device)
        tree.link("sys/devices/\(device)/subsystem", to: "\(up)/bus/\(bus)")
        tree.link("sys/devices/\(device)/driver", to: "\(up)/bus/\(bus)/drivers/\(driver)")
        tree.folder("sys/bus/\(bus)/drivers/\(driver)")
        tree.link("sys/bus/\(bus)/devices/\(lastPart(device))", to: "../../../devices/\(device)")
        if isInDock, bus == "pci" { tree.text("sys/devices/\(device)/removable", "removable") }
    }

    private func addAttributes(
        type: String, address: String, assigned: String, at folder: String, to tree: inout MachineTree
    ) {
        tree.text("\(folder)/address", address)
        tree.text("\(folder)/addr_assign_type", assigned)
        tree.text("\(folder)/type", type)
        tree.text("\(folder)/operstate", "up")
    }
}
