import CSodium

/// A point of edwards25519's prime-order group, encoded as RFC 8032 section 5.1.2 says: 32 bytes, y and the sign of x.
///
/// Nothing here is secret. What libsodium does with the neutral element differs between its functions: sums take it
/// and give it; products with a scalar refuse to give it, and products with a point to take it.
struct CurvePoint: Hashable, Sendable {
    /// The size of an encoded point, and of a scalar, 32 bytes.
    static let size = 32
    /// The neutral element: x is 0, y is 1.
    static let neutral = CurvePoint(unchecked: [1] + [UInt8](repeating: 0, count: size - 1))

    /// 32 bytes.
    private(set) var encoding: [UInt8]

    private init(unchecked encoding: [UInt8]) { self.encoding = encoding }

    /// A point from outside; nil if the bytes are not 32, not canonical, not on the curve, of small order (the neutral
    /// element among them) or outside the prime-order group.
    init?(_ encoding: [UInt8]) {
        guard Sodium.isReady, encoding.count == Self.size,
            crypto_core_ed25519_is_valid_point(encoding) == 1
        else { return nil }
        self.encoding = encoding
    }

    /// The base point times a scalar of 32 bytes, little-endian, below the group order; nil for other scalars.
    init?(baseTimes scalar: [UInt8]) {
        guard let product = Self.product(scalar, { crypto_scalarmult_ed25519_base_noclamp($0, scalar) })
        else {
            return nil
        }
        self = product
    }

    /// This point times a scalar of 32 bytes, little-endian, below the group order; nil for other scalars, and for the
    /// neutral element.
    func times(_ scalar: [UInt8]) -> CurvePoint? {
        Self.product(scalar) { crypto_scalarmult_ed25519_noclamp($0, scalar, encoding) }
    }

    /// The sum of two points; nil if libsodium refuses one of them.
    func adding(_ other: CurvePoint) -> CurvePoint? {
        var sum = self
        return sum.replace { crypto_core_ed25519_add($0, $0, other.encoding) } ? sum : nil
    }

    /// The difference of two points; nil if libsodium refuses one of them.
    func subtracting(_ other: CurvePoint) -> CurvePoint? {
        var difference = self
        return difference.replace { crypto_core_ed25519_sub($0, $0, other.encoding) } ? difference : nil
    }

    /// The lowest 64 bits of y. They are those of the point's negative too, and by chance
    /// of one other point in 2^63.
    var lowY: UInt64 { encoding.withUnsafeBytes { $0.loadUnaligned(as: UInt64.self) } }

    /// In and out are the same buffer: libsodium has read all before it writes.
    private mutating func replace(_ operation: (UnsafeMutablePointer<UInt8>) -> Int32) -> Bool {
        encoding.withUnsafeMutableBufferPointer { buffer in
            guard let bytes = buffer.baseAddress else { return false }
            return operation(bytes) == 0
        }
    }

    private static func product(
        _ scalar: [UInt8], _ operation: (UnsafeMutablePointer<UInt8>) -> Int32
    ) -> CurvePoint? {
        guard Sodium.isReady, scalar.count == size else { return nil }
        // libsodium calls this product a failure.
        guard scalar.contains(where: { $0 != 0 }) else { return neutral }
        var point = neutral
        return point.replace(operation) ? point : nil
    }
}
