import CLinux

/// Asks the kernel about network cards, beside what it shows in files. Tests have their own answers.
package struct KernelLinks: Sendable {
    /// The datagrams of the answer to RTM_GETLINK, whole messages each; nil where the kernel cannot be asked.
    let links: @Sendable (_ sequence: UInt32) -> [[UInt8]]?
    /// The answer to ETHTOOL_GPERMADDR for the card of this name; nil where there is none.
    let permanentAddress: @Sendable (_ name: String) -> [UInt8]?

    package init(
        links: @escaping @Sendable (_ sequence: UInt32) -> [[UInt8]]?,
        permanentAddress: @escaping @Sendable (_ name: String) -> [UInt8]?
    ) {
        self.links = links
        self.permanentAddress = permanentAddress
    }

    /// The machine's own.
    package static let system = KernelLinks(links: systemLinks, permanentAddress: systemPermanentAddress)

    /// One that knows of no card.
    package static let silent = KernelLinks(
        links: { LinkMessages.end(sequence: $0) }, permanentAddress: { _ in nil })
}

/// More than any machine needs: some 1.5 kilobytes a link, and no machine has thousands.
private let answerLimit = 16 << 20
/// The kernel sends 32 kilobytes at the most in one.
private let datagramLimit = 64 << 10

@Sendable private func systemLinks(_ sequence: UInt32) -> [[UInt8]]? {
    let socket = countersign_ask_for_links(sequence)
    guard socket >= 0 else { return nil }
    defer { close(socket) }
    var datagrams: [[UInt8]] = []
    var size = 0
    var buffer = [UInt8](repeating: 0, count: datagramLimit)
    while size <= answerLimit {
        let length = buffer.withUnsafeMutableBytes {
            countersign_next_links(socket, $0.baseAddress, UInt($0.count))
        }
        guard length > 0 else { return nil }
        datagrams.append(Array(buffer.prefix(length)))
        size += length
        if LinkMessages.isLast(buffer.prefix(length)) { return datagrams }
    }
    return nil
}

@Sendable private func systemPermanentAddress(_ name: String) -> [UInt8]? {
    var buffer = [UInt8](repeating: 0, count: 32)
    let length = buffer.withUnsafeMutableBytes {
        countersign_permanent_address(name, $0.baseAddress, UInt($0.count))
    }
    return length > 0 ? Array(buffer.prefix(length)) : nil
}

/// What the kernel says of the machine's network cards. It is asked once, and only if a card needs it: on most
/// machines none does.
struct LinkAnswers {
    /// A card's own address.
    enum Permanent: Hashable {
        /// This one.
        case known(HardwareAddress)
        /// The card has none.
        case none
        /// The kernel cannot be asked, or knows the card as another one: it shows the cards of another network
        /// namespace than the files do.
        case hidden
    }

    private let kernel: KernelLinks
    private var links: [LinkMessages.Link]??

    init(_ kernel: KernelLinks) {
        self.kernel = kernel
    }

    /// The own address of the card that the files show with this name, number and address in use.
    mutating func permanentAddress(of name: String, index: Int32, current: HardwareAddress) -> Permanent {
        if let links = allLinks() {
            guard let link = links.first(where: { $0.index == index }) else {
                // The silent kernel of another tree knows of none at all.
                return links.isEmpty ? .none : .hidden
            }
            guard link.name == Array(name.utf8), HardwareAddress(bytes: link.address) == current else {
                return .hidden
            }
            if let permanent = link.permanentAddress { return Self.permanent(permanent) }
            // Before Linux 5.6 it is not among the attributes, and later only if there is one.
            return kernel.permanentAddress(name).map(Self.permanent) ?? .none
        }
        // Sandboxes forbid netlink more often than this.
        return kernel.permanentAddress(name).map(Self.permanent) ?? .hidden
    }

    private static func permanent(_ bytes: [UInt8]) -> Permanent {
        HardwareAddress(bytes: bytes).map { .known($0) } ?? .none
    }

    private mutating func allLinks() -> [LinkMessages.Link]? {
        if let links { return links }
        // Any number will do: the socket is new.
        let sequence: UInt32 = 1
        let found = kernel.links(sequence).flatMap { LinkMessages.links(in: $0, sequence: sequence) }
        links = .some(found)
        return found
    }
}
