import CBOR
import COSE

extension Inspection {
    /// What this program does not know and may ignore (negative labels; see "Documents" in `docs/formats.md`), as it
    /// stands there: nothing travels unseen.
    static func extensions(in payload: [UInt8]) -> [Fact] {
        guard let claims = try? CBORDecoder.decode(payload, limits: CBORLimits()).asMap else { return [] }
        // The claims set itself has one negative label, and that is the document's own part.
        let unknown = claims.entries.flatMap { extensions(in: $0.value) }
        guard !unknown.isEmpty else { return [] }
        return [Fact(name: "extensions", label: "not known here", value: unknown.joined(separator: ", "))]
    }

    private static func extensions(in value: CBORValue) -> [String] {
        // Of a key's labels (RFC 9053, section 7) some are negative, and all are known.
        guard COSEKey.publicKey(from: value) == nil else { return [] }
        if let items = value.asArray { return items.flatMap { extensions(in: $0) } }
        return (value.asMap?.entries ?? []).flatMap { entry in
            guard (entry.key.asInt64 ?? 0) < 0 else { return extensions(in: entry.value) }
            return ["\(CBORDiagnostic.oneLine(entry.key)): \(CBORDiagnostic.oneLine(entry.value))"]
        }
    }
}
