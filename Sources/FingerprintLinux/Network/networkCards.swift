import DurableFiles
import Fingerprint

/// The network cards that are part of the machine: soldered or plugged in, or given to it by a hypervisor.
///
/// Not: bridges, bonds, tunnels and a container's cards, which are software; cards on USB or Thunderbolt,
/// which travel; virtual functions, which are slices of a card.
///
/// - Parameter kernel: is asked for a card's own address where the one in use was set.
func networkCards(_ kernel: KernelLinks, in tree: inout RootedTree) -> [Component] {
    var links = LinkAnswers(kernel)
    return tree.seeking(.networkCard) { tree in
        let folder = "/sys/class/net"
        let names = tree.names(in: folder, isOnEveryMachine: true)
        // Every machine has its loopback.
        if names.isEmpty { tree.note(.networkCard, folder) }
        let cards = names.compactMap { networkCard($0, &links, in: &tree) }
        if cards.isEmpty { noteCardElsewhere(in: &tree) }
        return cards
    }
}

/// Where no card is seen: whether there is one all the same, in another network namespace. The kernel shows a namespace
/// only the cards in it (`network_namespaces(7)`); but a device with a card has a folder `net` in every namespace, which
/// is empty where the card is another's.
private func noteCardElsewhere(in tree: inout RootedTree) {
    for bus in ["pci", "virtio", "vmbus", "xen", "platform"] {
        let folder = "/sys/bus/\(bus)/devices"
        for name in tree.names(in: folder).prefix(deviceLimit) {
            guard let device = tree.existing(joinedPath(folder, name)),
                let cards = tree.existing("net", from: device), isBuiltIn(device, in: &tree),
                tree.names(in: cards).isEmpty
            else { continue }
            tree.note(.networkCard, "\(folder)/\(name)/net")
            return
        }
    }
}

/// The most devices of one bus that are looked at.
private let deviceLimit = 1_024

private func networkCard(
    _ name: String, _ links: inout LinkAnswers, in tree: inout RootedTree
) -> Component? {
    // The link is there: where it leads nowhere, or to an empty folder, something lies over what it leads to.
    let link = joinedPath("/sys/class/net", name)
    let resolved = tree.resolve(link)
    guard resolved?.hasPrefix("/sys/devices/virtual/") != true else { return nil }
    guard let card = resolved, !tree.names(in: card).isEmpty else {
        if tree.isLink(link) { tree.note(.networkCard, link) }
        return nil
    }
    guard let device = tree.existing("device", from: card), isBuiltIn(device, in: &tree),
        tree.text("type", from: card) == "1"
    else { return nil }
    guard let found = permanentAddress(of: name, at: card, device, &links, in: &tree) else { return nil }
    let text = found.address.text
    return Component(
        kind: .networkCard, value: Array(text.utf8), source: shownPath(found.source), revealed: text)
}

private func isBuiltIn(_ device: String, in tree: inout RootedTree) -> Bool {
    !isOnUSB(device) && tree.text("removable", from: device) != "removable"
        && tree.existing("physfn", from: device) == nil
}

/// Whether a device's resolved path goes through a USB bus.
func isOnUSB(_ device: String) -> Bool {
    device.split(separator: "/").contains { part in
        part.hasPrefix("usb") && part.dropFirst(3).allSatisfy(\.isNumber)
    }
}

private typealias FoundAddress = (address: HardwareAddress, source: String)

/// The address that the card has by itself. The one in use may be another: a bond gives its cards one
/// address, and network managers change that of a wireless card at every turn. Where the address in use was
/// set, be it to its own value, the kernel says which one is the card's; if there is none, the card has none.
private func permanentAddress(
    of name: String, at card: String, _ device: String, _ links: inout LinkAnswers, in tree: inout RootedTree
) -> FoundAddress? {
    var found: FoundAddress?
    if tree.existing("bonding_slave", from: card) != nil || tree.existing("master/bonding", from: card) != nil
    {
        found = addressUnderBond(of: name, at: card, in: &tree)
    } else if tree.existing("phy80211", from: card) != nil {
        found = address("phy80211/macaddress", of: name, at: card, in: &tree)
    } else if tree.text("addr_assign_type", from: card) == "0" {
        // NET_ADDR_PERM: not random, not borrowed, not set.
        found = address("address", of: name, at: card, in: &tree)
    }
    if found == nil { found = addressByKernel(of: name, at: card, &links, in: &tree) }
    guard let found else { return nil }
    if found.address.isLocallyAdministered, !found.address.isGivenByKVM,
        !isGivenByHypervisor(device, in: &tree)
    {
        return nil
    }
    return found
}

private func address(
    _ attribute: String, of name: String, at card: String, in tree: inout RootedTree
) -> FoundAddress? {
    guard let address = tree.text(attribute, from: card).flatMap(HardwareAddress.init) else { return nil }
    return (address, "/sys/class/net/\(name)/\(attribute)")
}

private func addressUnderBond(of name: String, at card: String, in tree: inout RootedTree) -> FoundAddress? {
    if let found = address("bonding_slave/perm_hwaddr", of: name, at: card, in: &tree) { return found }
    guard let bond = tree.existing("master", from: card)?.split(separator: "/").last else { return nil }
    let path = "/proc/net/bonding/\(bond)"
    // About 300 bytes a card, so more than an attribute has.
    guard let report = tree.text(path, limit: 65_536) else { return nil }
    return bondReport(report, addressOf: name).map { ($0, path) }
}

/// What the kernel itself says: NET_ADDR_RANDOM, NET_ADDR_STOLEN and NET_ADDR_SET are 1 to 3.
private func addressByKernel(
    of name: String, at card: String, _ links: inout LinkAnswers, in tree: inout RootedTree
) -> FoundAddress? {
    guard let type = tree.text("addr_assign_type", from: card), ["1", "2", "3"].contains(type),
        let index = tree.text("ifindex", from: card).flatMap({ Int32($0) }),
        let current = tree.text("address", from: card).flatMap(HardwareAddress.init)
    else { return nil }
    switch links.permanentAddress(of: name, index: index, current: current) {
    case .known(let address): return (address, "/sys/class/net/\(name), IFLA_PERM_ADDRESS")
    case .none: return nil
    case .hidden:
        // A random address is that of a card which has none, so nothing is hidden with it.
        if type != "1" { tree.note(.networkCard, "/sys/class/net/\(name), IFLA_PERM_ADDRESS") }
        return nil
    }
}

/// The "Permanent HW addr" in the paragraph of one card.
func bondReport(_ report: String, addressOf name: String) -> HardwareAddress? {
    var isInParagraph = false
    for line in report.split(separator: "\n") {
        if line.hasPrefix("Slave Interface: ") {
            isInParagraph = line.dropFirst(17) == name
        } else if isInParagraph, line.hasPrefix("Permanent HW addr: ") {
            return HardwareAddress(String(line.dropFirst(19)))
        }
    }
    return nil
}

/// Whether the card is one that a hypervisor plays, who then keeps its address with the virtual machine.
/// The clouds' addresses are of this kind: 02:… to 0e:… at Amazon, 42:01:… at Google.
private func isGivenByHypervisor(_ device: String, in tree: inout RootedTree) -> Bool {
    let bus = tree.resolve("subsystem", from: device)?.split(separator: "/").last ?? ""
    if ["virtio", "xen", "vmbus"].contains(bus) { return true }
    let driver = tree.resolve("driver", from: device)?.split(separator: "/").last ?? ""
    return ["ena", "gve", "vmxnet3"].contains(driver)
}
