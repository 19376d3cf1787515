/// Which components follow from one another, or nearly so. Two digests of such components would be 32 bits about
/// one unknown, and could give it away.
enum Derivation {
    /// Whether knowing `source` leaves little to guess about `component`.
    static func follows(_ component: Component, from source: Component) -> Bool {
        switch (component.kind, source.kind) {
        case (.networkCard, .networkCard): areNeighbours(component, source)
        case (.networkCard, .deviceTreeSerial):
            isOnRaspberryPi(component, serial: source) || holds(serial: source, address: component)
        case (.productUUID, .networkCard): holds(uuid: component, address: source)
        case (.disk, .disk): areNeighbouringSerials(component.value, source.value)
        case (_, .networkCard) where isSerial(component.kind): holds(serial: component, address: source)
        case (.productUUID, _) where isSerial(source.kind): holds(uuid: component, serial: source)
        case (_, _) where isSerial(component.kind) && (isSerial(source.kind) || source.kind == .productUUID):
            contain(component, source)
        case (.productUUID, .productUUID): contain(component, source)
        default: false
        }
    }

    private static func isSerial(_ kind: ComponentKind) -> Bool {
        switch kind {
        case .boardSerial, .productSerial, .chassisSerial, .deviceTreeSerial: true
        default: false
        }
    }

    // MARK: - Network addresses

    /// The cards of one maker whose numbers are less than 65,536 apart: the ports of one card, the cards of one board,
    /// cards bought together. Two digests of cards further apart leave as many candidates for each as two of strangers.
    /// The wired and the wireless card of a Raspberry Pi differ in the bits of 555555.
    private static func areNeighbours(_ one: Component, _ other: Component) -> Bool {
        guard let one = hexadecimal(one), let other = hexadecimal(other), one.count == 12, other.count == 12
        else { return false }
        guard one.prefix(6) == other.prefix(6), let first = number(one.suffix(6)),
            let second = number(other.suffix(6))
        else { return false }
        return abs(first - second) < 65_536 || first ^ second == raspberryRadio
    }

    private static let raspberryRadio = 0x55_5555

    /// The address of a Raspberry Pi up to the third generation is the end of its serial number; that of its radio is
    /// the same with the bits of 555555 turned.
    private static func isOnRaspberryPi(_ card: Component, serial: Component) -> Bool {
        guard let card = hexadecimal(card), card.count == 12, let serial = hexadecimal(serial),
            serial.count >= 8, let number = number(card.suffix(6)), let end = self.number(serial.suffix(6))
        else { return false }
        return number == end || number == end ^ raspberryRadio
    }

    /// Version 1 UUIDs, and those of many boards, end in the address of the first card. Other boards have a counter
    /// between its bytes: 032e02b4-0499-056f-5606-610700080009 is b4:2e:99:6f:56:61 with 2, 3, 4 to 9. VMware makes the
    /// address of a virtual card from the end of the UUID.
    private static func holds(uuid: Component, address: Component) -> Bool {
        guard let uuid = hexadecimal(uuid), uuid.count == 32, let address = hexadecimal(address),
            address.count == 12, let own = number(address.suffix(6))
        else { return false }
        let isNear = { (end: Int) in abs(end - own) < 65_536 }
        if address.hasPrefix("000c29"), let end = number(uuid.suffix(6)), isNear(end) { return true }
        let orders = [Array(uuid.utf8), swapped(Array(uuid.utf8))].map(pairs)
        return orders.contains { bytes in
            (0...10).contains { isAddress(Array(bytes[$0...($0 + 5)]), address, isNear) }
                || (0...5).contains { start in
                    isAddress((0..<6).map { bytes[start + 2 * $0] }, address, isNear)
                }
        }
    }

    private static func isAddress(_ bytes: [String], _ address: String, _ isNear: (Int) -> Bool) -> Bool {
        let text = bytes.joined()
        return text.prefix(6) == address.prefix(6) && number(text.suffix(6)).map(isNear) == true
    }

    /// Many makers of small boards number them by the address of a card, or by its end. Those of PC Engines have a
    /// quarter of it less 64, in decimal.
    private static func holds(serial: Component, address: Component) -> Bool {
        guard let address = hexadecimal(address), address.count == 12, let own = number(address.suffix(6))
        else { return false }
        // A board has a few cards, and its number may be that of any.
        let isClose = { (number: Int) in abs(number - own) < 16 }
        let text = String(decoding: letters(serial.value), as: UTF8.self)
        if address.hasPrefix("000db9"), let counted = Int(text), counted < 1 << 24,
            isClose((counted + 64) * 4)
        {
            return true
        }
        let digits = Array(text)
        guard digits.count >= 6 else { return false }
        return (0...(digits.count - 6)).contains { start in
            number(String(digits[start..<(start + 6)])).map(isClose) == true
        }
    }

    // MARK: - Serial numbers

    /// The same serial number, or one within the other: a case's is mostly the machine's, and many makers put the
    /// machine's into the board's.
    private static func contain(_ one: Component, _ other: Component) -> Bool {
        let one = letters(one.value)
        let other = letters(other.value)
        guard min(one.count, other.count) >= 5 else { return one == other }
        let pairs = [(one, other), (one, swapped(other)), (other, one), (other, swapped(one))]
        return pairs.contains { pair in isPart(pair.1, of: pair.0) }
    }

    /// Makers write the serial number into the UUID as ASCII. Dell spreads it, behind the letters DELL.
    private static func holds(uuid: Component, serial: Component) -> Bool {
        if contain(uuid, serial) { return true }
        guard let digits = hexadecimal(uuid), digits.count == 32 else { return false }
        let serial = letters(serial.value)
        if digits.hasPrefix("4c4c4544") || digits.hasPrefix("44454c4c"), serial.count >= 5 { return true }
        let texts = [digits, String(decoding: swapped(Array(digits.utf8)), as: UTF8.self)].map(ascii)
        return serial.count >= 6 && texts.contains { isPart(Array(serial.suffix(6)), of: $0) }
    }

    /// Serial numbers of one length that differ in the last five places at most, and have four in front of those.
    private static func areNeighbouringSerials(_ one: [UInt8], _ other: [UInt8]) -> Bool {
        guard one.count == other.count else { return false }
        let common = zip(one, other).prefix { $0 == $1 }.count
        return common >= max(4, one.count - 5)
    }

    // MARK: - Texts

    /// Letters and digits, in lower case.
    private static func letters(_ value: [UInt8]) -> [UInt8] {
        value.compactMap { byte in
            switch byte {
            case 0x30...0x39, 0x61...0x7a: byte
            case 0x41...0x5a: byte + 0x20
            default: nil
            }
        }
    }

    /// The hexadecimal digits of an address, a UUID or a serial number; nil if there is anything else in it.
    private static func hexadecimal(_ component: Component) -> String? {
        let text = letters(component.value)
        let isHexadecimal = text.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
        return isHexadecimal ? String(decoding: text, as: UTF8.self) : nil
    }

    private static func number(_ digits: some StringProtocol) -> Int? { Int(digits, radix: 16) }

    /// The first three fields of a UUID in the other order of bytes: firmware before and after SMBIOS 2.6 differ.
    private static func swapped(_ digits: [UInt8]) -> [UInt8] {
        guard digits.count == 32 else { return digits }
        let order = [3, 2, 1, 0, 5, 4, 7, 6] + Array(8..<16)
        return order.flatMap { digits[($0 * 2)..<($0 * 2 + 2)] }
    }

    /// Two digits a byte.
    private static func pairs(_ digits: [UInt8]) -> [String] {
        stride(from: 0, to: digits.count - 1, by: 2).map {
            String(decoding: digits[$0...($0 + 1)], as: UTF8.self)
        }
    }

    /// The bytes that hexadecimal digits stand for, letters and digits only, in lower case.
    private static func ascii(_ digits: String) -> [UInt8] {
        let digits = Array(digits)
        let bytes = stride(from: 0, to: digits.count - 1, by: 2).compactMap {
            UInt8(String(digits[$0...($0 + 1)]), radix: 16)
        }
        return letters(bytes)
    }

    private static func isPart(_ part: [UInt8], of whole: [UInt8]) -> Bool {
        guard !part.isEmpty, part.count <= whole.count else { return false }
        return (0...(whole.count - part.count)).contains { whole[$0..<($0 + part.count)].elementsEqual(part) }
    }
}
