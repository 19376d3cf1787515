/// The address of a vendor's page under which documents travel: `HTTPS://PORTAL.EXAMPLE/ACTIVATE`, all in
/// capitals, with nothing that QR's alphanumeric mode does not have.
package struct Portal: Hashable, Sendable {
    /// In capitals, without a slash at the end.
    package let address: String

    /// The most characters of an address: more would leave no room for the document.
    package static let longestAddress = 128

    /// The portal at this address; nil if it cannot be one: it must begin with `https://`, and have a host, perhaps
    /// a port and a path, and nothing else. The host and the path have letters, digits and `-.` only, the path
    /// `$*+` too. The page is asked for in capitals, so the server must not care about the path's case.
    package init?(_ address: String) {
        let small = UInt8(ascii: "a")...UInt8(ascii: "z")
        var capitals = address.utf8.map { small.contains($0) ? $0 - 32 : $0 }
        while capitals.last == UInt8(ascii: "/") { capitals.removeLast() }
        let scheme = Array("HTTPS://".utf8)
        guard capitals.count <= Self.longestAddress, capitals.starts(with: scheme) else { return nil }
        let rest = capitals.dropFirst(scheme.count)
        let authority = rest.prefix { $0 != UInt8(ascii: "/") }
        let path = rest[authority.endIndex...]
        guard Self.isAuthority(authority),
            path.allSatisfy({ Self.isHostCharacter($0) || "$*+/".utf8.contains($0) }),
            !path.split(separator: UInt8(ascii: "/")).contains(where: { $0.allSatisfy { $0 == 0x2e } })
        else { return nil }
        self.address = String(decoding: capitals, as: UTF8.self)
    }

    private static func isAuthority(_ authority: ArraySlice<UInt8>) -> Bool {
        let parts = authority.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard let host = parts.first, parts.count <= 2 else { return false }
        let labels = host.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let isHost = labels.allSatisfy { label in
            (1...63).contains(label.count) && label.first != 0x2d && label.last != 0x2d
                && label.allSatisfy { isHostCharacter($0) }
        }
        guard isHost else { return false }
        guard parts.count == 2 else { return true }
        let port = String(decoding: parts[1], as: UTF8.self)
        return parts[1].allSatisfy { isDigit($0) } && (1...65_535).contains(Int(port) ?? 0)
    }

    private static func isHostCharacter(_ character: UInt8) -> Bool {
        isDigit(character) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(character)
            || character == UInt8(ascii: "-") || character == UInt8(ascii: ".")
    }

    private static func isDigit(_ character: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(character)
    }
}
