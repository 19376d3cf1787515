import CBOR

/// What must hold whatever the bytes: nothing traps, and what is accepted is the one encoding of its value.
func check(_ bytes: [UInt8]) {
    guard let value = try? CBORDecoder.decode(bytes) else { return }
    require(CBOREncoder.encode(value) == bytes, "what is accepted encodes to the same bytes")
    require(rebuilt(value) == value, "a map built of the same entries, backwards, is the same map")
    require(CBOREncoder.encode(rebuilt(value)) == bytes, "and encodes to the same bytes")
    let notation = CBORDiagnostic.indented(value)
    require(
        notation.unicodeScalars.allSatisfy { $0 == "\n" || $0.properties.generalCategory != .control },
        "diagnostic notation is safe on a terminal"
    )
}

private func rebuilt(_ value: CBORValue) -> CBORValue {
    switch value {
    case .array(let elements):
        return .array(elements.map(rebuilt))
    case .tagged(let number, let content):
        return .tagged(number, rebuilt(content))
    case .map(let map):
        let entries = map.entries.reversed().map { (rebuilt($0.key), rebuilt($0.value)) }
        guard let again = try? CBORMap(uniqueEntries: entries) else {
            require(false, "an accepted map has no key twice")
            return .null
        }
        return .map(again)
    default:
        return value
    }
}
