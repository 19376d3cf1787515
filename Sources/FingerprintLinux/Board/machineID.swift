import Fingerprint

/// The id that the installed system gave itself, `machine-id(5)`.
func machineID(in tree: inout RootedTree) -> [Component] {
    for path in ["/etc/machine-id", "/var/lib/dbus/machine-id"] {
        guard let bytes = tree.bytes(path, of: .machineID),
            let text = String(validating: trimmed(bytes), as: UTF8.self), isMachineID(text)
        else { continue }
        return [Component(kind: .machineID, value: Array(text.utf8), source: path, revealed: text)]
    }
    return []
}

/// 32 lower-case hexadecimal digits, not all the same; so neither "uninitialized" nor an emptied file.
private func isMachineID(_ text: String) -> Bool {
    let digits = Array(text.utf8)
    let isHexadecimal = digits.allSatisfy { byte in
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
    }
    return digits.count == 32 && isHexadecimal && digits.contains { $0 != digits[0] }
}
