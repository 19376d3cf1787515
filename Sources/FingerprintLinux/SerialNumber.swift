/// A serial number as hardware gives it, made canonical; or nothing, where it identifies nothing.
struct SerialNumber {
    /// Printable ASCII, with single spaces, at least four characters.
    let text: String

    init?(_ raw: some Sequence<UInt8>) {
        let words = Array(raw).split { $0 == 0 || $0 == 0x20 || (0x09...0x0d).contains($0) }
        let bytes = Array(words.joined(separator: [0x20]))
        guard (4...256).contains(bytes.count), bytes.allSatisfy({ (0x20...0x7e).contains($0) }) else {
            return nil
        }
        let text = String(decoding: bytes, as: UTF8.self)
        let lower = text.lowercased()
        guard !Self.isUniform(lower), !Self.placeholders.contains(lower) else { return nil }
        // QEMU numbers the disks of every machine alike: QM00001, QM00002.
        if words.contains(where: Self.isNumberedByQEMU) { return nil }
        self.text = text
    }

    /// What makers leave in the field when they do not fill it in.
    private static let placeholders: Set<String> = [
        "to be filled by o.e.m.", "to be filled by oem", "o.e.m.", "default string", "default", "none",
        "null", "n/a n/a", "not specified", "not applicable", "not available", "not present", "not defined",
        "unknown", "unspecified", "invalid", "empty", "blank", "serial", "serial number",
        "system serial number", "chassis serial number", "base board serial number", "board serial number",
        "type2 - board serial number", "0123456789", "123456789", "1234567890", "0123456789abcdef",
        "012345678", "12345678", "123456", "1234", "abcdefgh", "test", "no-serial", "noserial", "no serial",
        "unset", "uninitialized", "to be set",
    ]

    /// One character over and over, whatever stands between: "00000000", "ffff-ffff", "xxxx".
    private static func isUniform(_ text: String) -> Bool {
        var content = text.utf8[...]
        if text.hasPrefix("0x") || text.hasPrefix("naa.") || text.hasPrefix("eui.") {
            content = content.drop { $0 != UInt8(ascii: "x") && $0 != UInt8(ascii: ".") }.dropFirst()
        }
        return Set(content.filter { !" -._:".utf8.contains($0) }).count <= 1
    }

    private static func isNumberedByQEMU(_ word: ArraySlice<UInt8>) -> Bool {
        word.count == 7 && word.starts(with: Array("QM".utf8))
            && word.dropFirst(2).allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
}
