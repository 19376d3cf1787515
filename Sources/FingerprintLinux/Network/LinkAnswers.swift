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
