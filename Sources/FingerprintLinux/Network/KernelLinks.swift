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
