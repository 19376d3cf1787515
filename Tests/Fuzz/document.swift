import Activation
import CBOR
import COSE
import Refusals

/// What must hold whatever the bytes: nothing traps, a refusal is one of the document's, and a document that is
/// read is written as it was, but for what is defined to be ignored.
func check(_ bytes: [UInt8]) {
    do throws(Refusal) {
        let document = try AnyDocument(encoded: bytes)
        switch document {
        case .product(let product):
            check(product, bytes)
            _ = try? product.verifiedOnFirstUse()
        case .request(let request):
            check(request, bytes)
            _ = try? request.verified()
        case .license(let license): check(license, bytes)
        case .correction(let correction): check(correction, bytes)
        }
    } catch {
        require(
            error.code.rawValue.hasPrefix("document.") || error.code == .requestKindUnsupported,
            "a document that is not read is refused as a document")
    }
}

private func check<Body>(_ document: Unverified<Body>, _ bytes: [UInt8]) {
    require(document.encoded == bytes, "the bytes that are read are the input")
    require(document.object.encoded == document.encoded, "an object that is read encodes to the same bytes")
    require(document.encoded.count <= Body.kind.maximumSize, "no document is larger than its kind allows")
    guard let payload = try? CBORDecoder.decode(document.object.payload) else {
        require(false, "the payload of a document that is read is CBOR")
        return
    }
    require(
        CBOREncoder.encode(document.unverifiedBody.claims) == CBOREncoder.encode(withoutIgnored(payload)),
        "the claims that are read encode to the same payload, but for what is ignored")
    let again = try? Body(claims: document.unverifiedBody.claims)
    require(again == document.unverifiedBody, "and read the same again")
}

/// The claims without the negative labels of our own maps: of our part, the issuing keys, the
/// contact and the policy.
private func withoutIgnored(_ claims: CBORValue) -> CBORValue {
    guard var map = claims.asMap, let own = map[-65_537], var part = withoutNegative(own).asMap else {
        return claims
    }
    // A product file's: a request has nothing but numbers and strings at 7 and 8, a license neither at 8.
    if let keys = part[5]?.asArray { part[5] = .array(keys.map(withoutNegative)) }
    for label in [CBORValue.int(7), .int(8)] {
        guard let ours = part[label], ours.asMap != nil else { continue }
        let known = withoutNegative(ours)
        part[label] = known == [:] ? nil : known
    }
    map[-65_537] = .map(part)
    return .map(map)
}

private func withoutNegative(_ value: CBORValue) -> CBORValue {
    guard let map = value.asMap else { return value }
    return .map(
        CBORMap(replacing: map.entries.filter { ($0.key.asInt64 ?? 0) >= 0 }.map { ($0.key, $0.value) }))
}
