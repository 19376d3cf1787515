/// The serial number in the SCSI page 80h (SPC-4 section 7.8.17): type, page code, length in two bytes,
/// then the number. Nil if the page is another one or is cut short.
func unitSerialNumber(_ page: [UInt8]) -> ArraySlice<UInt8>? {
    content(of: page, code: 0x80)
}

/// The world-wide name of a disk in the SCSI page 83h (SPC-4 section 7.8.15), as the kernel writes it:
/// "naa." or "eui." and hexadecimal digits. Nil if the page has none, is another one or is cut short.
func worldWideName(_ page: [UInt8]) -> String? {
    guard var rest = content(of: page, code: 0x83) else { return nil }
    var extended: String?
    while rest.count >= 4 {
        let start = rest.startIndex
        let (first, second, length) = (rest[start], rest[start + 1], rest[start + 3])
        guard rest.count >= 4 + Int(length) else { return nil }
        let name = rest.dropFirst(4).prefix(Int(length))
        rest = rest.dropFirst(4 + Int(length))
        // Binary, and of the disk itself: neither of the port nor of the case around it.
        guard first & 0x0f == 1, second & 0x30 == 0 else { continue }
        switch second & 0x0f {
        case 3 where name.count == 8 || name.count == 16: return "naa." + name.map(hexadecimal).joined()
        case 2 where [8, 12, 16].contains(name.count): extended = "eui." + name.map(hexadecimal).joined()
        default: continue
        }
    }
    return extended
}

private func content(of page: [UInt8], code: UInt8) -> ArraySlice<UInt8>? {
    guard page.count >= 4, page[1] == code else { return nil }
    let length = Int(page[2]) << 8 | Int(page[3])
    guard length <= page.count - 4 else { return nil }
    return page[4..<4 + length]
}
