/// The 48-bit address of an Ethernet card.
struct HardwareAddress: Hashable {
    private let bytes: [UInt8]

    /// Exactly six pairs of hexadecimal digits with colons. All zeros, all ones and group addresses belong to
    /// no card.
    init?(_ text: String) {
        let pairs = text.split(separator: ":", omittingEmptySubsequences: false)
        guard pairs.count == 6 else { return nil }
        var bytes: [UInt8] = []
        for pair in pairs {
            guard pair.utf8.count == 2, pair.allSatisfy(\.isHexDigit), let byte = UInt8(pair, radix: 16)
            else {
                return nil
            }
            bytes.append(byte)
        }
        self.init(bytes: bytes)
    }

    /// Exactly six bytes; see above.
    init?(bytes: [UInt8]) {
        guard bytes.count == 6, bytes.contains(where: { $0 != 0 }), bytes[0] & 1 == 0 else { return nil }
        self.bytes = bytes
    }

    /// Not from a maker's range, so somebody chose it: a hypervisor, a program, or chance.
    var isLocallyAdministered: Bool { bytes[0] & 2 != 0 }

    /// In the range that KVM gives to the cards it plays, whatever make they seem to be.
    var isGivenByKVM: Bool { bytes.starts(with: [0x52, 0x54, 0x00]) }

    /// Lower-case, with colons.
    var text: String {
        bytes.map { $0 < 16 ? "0" + String($0, radix: 16) : String($0, radix: 16) }.joined(separator: ":")
    }
}
