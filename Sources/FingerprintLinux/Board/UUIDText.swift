/// A UUID as firmware and hypervisors give it, made canonical; or nothing, where many machines have it.
struct UUIDText {
    /// Lower-case, in groups of 8, 4, 4, 4 and 12 hexadecimal digits.
    let text: String

    /// Nil unless it is a UUID, with white space around it at most, and not a known one.
    init?(_ raw: some Sequence<UInt8>) {
        guard let words = printableWords(raw), words.utf8.count == 36 else { return nil }
        self.init(canonical: words.lowercased())
    }

    /// The 16 bytes of a GUID as Microsoft lays it out: the first three fields with the low byte first.
    init?(guid bytes: some Collection<UInt8>) {
        let bytes = Array(bytes)
        guard bytes.count == 16 else { return nil }
        var text = ""
        for (place, index) in [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15].enumerated() {
            if [4, 6, 8, 10].contains(place) { text += "-" }
            text += hexadecimal(bytes[index])
        }
        self.init(canonical: text)
    }

    private init?(canonical text: String) {
        let digits = text.utf8.filter { $0 != UInt8(ascii: "-") }
        let groups = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard groups.map(\.count) == [8, 4, 4, 4, 12], digits.allSatisfy(isHexadecimalDigit),
            !Self.isPattern(digits), !Self.shared.contains(text)
        else { return nil }
        self.text = text
    }

    /// One byte over and over, or nothing but zeros or ones after the first field: a part number that the
    /// maker has not gone on from.
    private static func isPattern(_ digits: [UInt8]) -> Bool {
        let rest = digits.dropFirst(8)
        if rest.allSatisfy({ $0 == UInt8(ascii: "f") }) || rest.allSatisfy({ $0 == UInt8(ascii: "0") }) {
            return true
        }
        return digits.indices.allSatisfy { digits[$0] == digits[$0 % 2] }
    }

    /// UUIDs that whole series of boards have, as inventories of large fleets list them.
    private static let shared = [
        // The default of AMI's firmware, in either order of bytes.
        "03000200-0400-0500-0006-000700080009", "00020003-0004-0005-0006-000700080009",
        "07090201-0103-0301-0807-060504030201",
        // The default of Insyde's, and others' that were never filled in.
        "12345678-1234-5678-90ab-cddeefaabbcc", "12345678-1234-1234-1234-123456789abc",
        "12345678-1234-5678-1234-567812345678", "12345678-9012-3456-7890-123456789012",
        "01234567-8910-1112-1314-151617181920", "01234567-89ab-cdef-0123-456789abcdef",
        "00010203-0405-0607-0809-0a0b0c0d0e0f", "03020100-0504-0706-0809-0a0b0c0d0e0f",
        "11111111-2222-3333-4444-555555555555", "deadbeef-dead-beef-dead-beefdeadbeef",
        // Dell's, made from a service tag that is blank: "DELL" and seven spaces or zeros.
        "4c4c4544-0000-2010-8020-80c04f202020", "4c4c4544-0020-2010-8020-a0c04f202020",
        "4c4c4544-0000-0010-8000-80c04f000000",
        // Found on boards of one series, again and again.
        "dc698397-fa54-4cf2-82c8-b1b5307a6a7f", "8e275844-178f-44a8-aceb-a7d7e5178c63",
        "890e2d14-cacd-45d1-ae66-bc80e8bfeb0f",
    ]
}

func isHexadecimalDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20)
}

/// Two digits, lower-case.
func hexadecimal(_ byte: UInt8) -> String {
    byte < 16 ? "0" + String(byte, radix: 16) : String(byte, radix: 16)
}
