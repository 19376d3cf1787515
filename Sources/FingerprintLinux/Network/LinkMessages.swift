/// The kernel's answer to RTM_GETLINK (rtnetlink(7), netlink(7)): messages of a header of 16 bytes, a link of 16, and
/// attributes, all aligned to four bytes and in the machine's own order of bytes.
///
/// Strict: one length that does not fit, and nothing of the whole answer is believed.
enum LinkMessages {
    /// What is read of one link.
    struct Link: Hashable {
        /// The number of the interface.
        let index: Int32
        /// IFLA_IFNAME, without the zero at its end.
        let name: [UInt8]
        /// IFLA_ADDRESS: the address in use.
        let address: [UInt8]
        /// IFLA_PERM_ADDRESS: the card's own, since Linux 5.6; nil where the kernel names none.
        let permanentAddress: [UInt8]?
    }

    /// The most links that are read.
    static let limit = 4_096

    private static let headerSize = 16
    private static let linkSize = 16
    private static let attributeHeaderSize = 4
    private static let newLink: UInt16 = 16
    private static let done: UInt16 = 3
    private static let dumpWasInterrupted: UInt16 = 0x10

    private enum Attribute {
        /// The two upper bits are flags.
        static let typeMask: UInt16 = 0x3fff
        static let address: UInt16 = 1
        static let name: UInt16 = 3
        static let permanentAddress: UInt16 = 54
    }

    /// The links in a whole answer: messages of this sequence number only, and NLMSG_DONE as the very last. Nil for
    /// anything else.
    static func links(in datagrams: [[UInt8]], sequence: UInt32) -> [Link]? {
        var links: [Link] = []
        var isDone = false
        for datagram in datagrams {
            guard let messages = messages(in: datagram[...]), !messages.isEmpty else { return nil }
            for message in messages {
                guard !isDone, message.sequence == sequence, message.flags & dumpWasInterrupted == 0 else {
                    return nil
                }
                switch message.type {
                case done:
                    // What went wrong, if something did.
                    guard let code = number(message.content.prefix(4)), code == 0 else { return nil }
                    isDone = true
                case newLink:
                    guard links.count < limit, let link = link(message.content) else { return nil }
                    links.append(link)
                default: return nil
                }
            }
        }
        return isDone && Set(links.map(\.index)).count == links.count ? links : nil
    }

    /// Whether this datagram ends an answer, rightly or not: then no more comes.
    static func isLast(_ datagram: ArraySlice<UInt8>) -> Bool {
        guard let messages = messages(in: datagram) else { return true }
        return messages.contains { $0.type != newLink }
    }

    /// An answer that names no link.
    static func end(sequence: UInt32) -> [[UInt8]] {
        [bytes(UInt32(20)) + bytes(done) + bytes(UInt16(0)) + bytes(sequence) + bytes(UInt64(0))]
    }

    private static func bytes(_ number: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: number) { Array($0) }
    }

    private struct Message {
        let type: UInt16
        let flags: UInt16
        let sequence: UInt32
        let content: ArraySlice<UInt8>
    }

    private static func messages(in datagram: ArraySlice<UInt8>) -> [Message]? {
        var messages: [Message] = []
        var rest = datagram
        while !rest.isEmpty {
            guard let length = number(rest.prefix(4)).flatMap({ Int(exactly: $0) }), length >= headerSize,
                length <= rest.count,
                let type = shortNumber(rest.dropFirst(4).prefix(2)),
                let flags = shortNumber(rest.dropFirst(6).prefix(2)),
                let sequence = number(rest.dropFirst(8).prefix(4))
            else { return nil }
            messages.append(
                Message(
                    type: type, flags: flags, sequence: sequence,
                    content: rest.prefix(length).dropFirst(headerSize)))
            rest = rest.dropFirst(aligned(length))
        }
        return messages
    }

    private static func link(_ content: ArraySlice<UInt8>) -> Link? {
        guard content.count >= linkSize,
            let index = number(content.dropFirst(4).prefix(4)).flatMap({ Int32(exactly: $0) }), index > 0,
            let attributes = attributes(content.dropFirst(linkSize)),
            let name = attributes[Attribute.name], name.last == 0, (2...16).contains(name.count),
            !name.dropLast().contains(0)
        else { return nil }
        return Link(
            index: index, name: Array(name.dropLast()),
            address: attributes[Attribute.address].map(Array.init) ?? [],
            permanentAddress: attributes[Attribute.permanentAddress].map(Array.init))
    }

    /// Those that are looked at, by type; nil if one does not fit, or is there twice.
    private static func attributes(_ content: ArraySlice<UInt8>) -> [UInt16: ArraySlice<UInt8>]? {
        var attributes: [UInt16: ArraySlice<UInt8>] = [:]
        var rest = content
        while !rest.isEmpty {
            guard let length = shortNumber(rest.prefix(2)).map(Int.init), length >= attributeHeaderSize,
                length <= rest.count, let flagged = shortNumber(rest.dropFirst(2).prefix(2))
            else { return nil }
            let type = flagged & Attribute.typeMask
            if [Attribute.address, Attribute.name, Attribute.permanentAddress].contains(type) {
                let value = rest.prefix(length).dropFirst(attributeHeaderSize)
                guard attributes.updateValue(value, forKey: type) == nil else { return nil }
            }
            rest = rest.dropFirst(aligned(length))
        }
        return attributes
    }

    private static func aligned(_ length: Int) -> Int { (length + 3) & ~3 }

    /// Four bytes in the machine's own order; nil unless there are four.
    private static func number(_ bytes: ArraySlice<UInt8>) -> UInt32? {
        guard bytes.count == 4 else { return nil }
        return UInt32(littleEndian: bytes.reversed().reduce(0) { $0 << 8 | UInt32($1) })
    }

    /// The same of two.
    private static func shortNumber(_ bytes: ArraySlice<UInt8>) -> UInt16? {
        guard bytes.count == 2 else { return nil }
        return UInt16(littleEndian: bytes.reversed().reduce(0) { $0 << 8 | UInt16($1) })
    }
}
