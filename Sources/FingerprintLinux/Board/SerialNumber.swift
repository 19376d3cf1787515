/// A serial number as hardware gives it, made canonical; or nothing, where it identifies nothing.
struct SerialNumber {
    /// Printable ASCII, with single spaces, at least four characters.
    let text: String

    init?(_ raw: some Sequence<UInt8>) {
        guard let text = printableWords(raw), text.utf8.count >= 4 else { return nil }
        let lower = text.lowercased()
        guard !Self.isUniform(lower), !Self.placeholders.contains(lower), !Self.isCounting(lower) else {
            return nil
        }
        // Hypervisors number the disks of all their machines alike.
        if lower.hasPrefix("vmware nvme_") || lower.hasPrefix("nvme.15ad-")
            || lower.utf8.split(separator: 0x20).contains(where: Self.isNumberedByQEMU)
        {
            return nil
        }
        self.text = text
    }

    /// What makers leave in the field when they do not fill it in.
    private static let placeholders = [
        "to be filled by o.e.m.", "to be filled by o.e.m", "to be filled by oem", "to be filled", "o.e.m.",
        "oem", "oem default", "default string", "default_string", "default", "defaultstring", "none", "null",
        "n/a n/a", "not specified", "not applicable", "not available", "not present", "not defined",
        "not provided", "not settable", "not used", "no asset tag", "no asset information", "no enclosure",
        "asset tag", "asset-1234567890", "unknown", "unspecified", "undefined", "invalid", "empty", "blank",
        "serial", "serialnumber", "serial number", "serial no", "serial#", "system serial number",
        "system serial#", "syssn", "system product name", "chassis serial number", "chassis serial#",
        "base board serial number", "baseboard serial number", "board serial number",
        "mainboard serial number", "mb-1234567890", "type2 - board serial number",
        "type1productconfigid", "0123456789abcdef", "1234567890abcdef", "abcdefgh", "test", "testing",
        "no-serial", "noserial", "no serial", "no serial number", "unset", "uninitialized", "unconfigured",
        "to be set", "sample", "sernum0", "insyde", "eval", "standard", "tbd by oem", "tbd.", "xxx-xxx",
        "bss-0123456789", "bsn12345678901234567", "ebn1234567890123", "empty serial", "oem_serial",
        "o.e.m. serial", "please fill in", "not filled", "reserved", "vendor serial number",
        "vb1234-56789",
    ]

    /// Digits one after the other: "0123456789", "12345678".
    private static func isCounting(_ text: String) -> Bool {
        guard let first = text.utf8.first, (0x30...0x31).contains(first) else { return false }
        return zip(text.utf8, text.utf8.dropFirst()).allSatisfy { one, next in
            (0x30...0x39).contains(next) && (next == one + 1 || (one == 0x39 && next == 0x30))
        }
    }

    /// One character over and over, whatever stands between: "00000000", "ffff-ffff", "xxxx".
    private static func isUniform(_ text: String) -> Bool {
        var content = text.utf8[...]
        if text.hasPrefix("0x") || text.hasPrefix("naa.") || text.hasPrefix("eui.") {
            content = content.drop { $0 != UInt8(ascii: "x") && $0 != UInt8(ascii: ".") }.dropFirst()
        }
        let separators = " -._:/".utf8
        guard let sign = content.first(where: { !separators.contains($0) }) else { return true }
        return content.allSatisfy { $0 == sign || separators.contains($0) }
    }

    /// "QM00001" on the older buses; "drive-scsi0" and the like on SCSI, where nobody chose a number.
    private static func isNumberedByQEMU(_ word: Substring.UTF8View) -> Bool {
        func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
        if word.count == 7, word.starts(with: "qm".utf8) { return word.dropFirst(2).allSatisfy(isDigit) }
        return ["drive-scsi", "drive-sata", "drive-ide", "drive-virtio"].contains { prefix in
            word.count > prefix.utf8.count && word.starts(with: prefix.utf8)
                && word.dropFirst(prefix.utf8.count).allSatisfy { isDigit($0) || $0 == UInt8(ascii: "-") }
        }
    }
}

/// Bytes as words with single spaces between them, without what firmware pads with; nil unless there is
/// something and it is printable ASCII of at most 256 characters.
func printableWords(_ raw: some Sequence<UInt8>) -> String? {
    var bytes: [UInt8] = []
    var isGap = false
    for byte in raw {
        if byte == 0 || byte == 0x20 || (0x09...0x0d).contains(byte) {
            isGap = true
            continue
        }
        guard (0x21...0x7e).contains(byte), bytes.count < 256 else { return nil }
        if isGap, !bytes.isEmpty { bytes.append(0x20) }
        isGap = false
        bytes.append(byte)
    }
    guard !bytes.isEmpty, bytes.count <= 256 else { return nil }
    return String(decoding: bytes, as: UTF8.self)
}
