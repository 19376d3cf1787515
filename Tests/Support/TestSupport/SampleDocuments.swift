import Activation

/// A sample document of each kind, and what can be done to them.
package struct SampleDocuments: Sendable {
    /// The product file under which they are believed.
    package let productFile: Verified<ProductFile>
    private let documents: [DocumentKind: [UInt8]]

    /// Documents of one vendor and one machine.
    package init() throws {
        let vendor = try Sample.vendor()
        productFile = try vendor.productFile()
        let request = try Sample.machine().request(for: productFile, forUser: true)
        let license = try vendor.license(for: request)
        let correction = try vendor.correction(for: Sample.machine().timeRequest(for: productFile).unverified)
        documents = [
            .product: productFile.encoded, .request: request.encoded, .license: license.encoded,
            .correction: correction.encoded,
        ]
    }

    /// The bytes of the document of a kind.
    package func bytes(_ kind: DocumentKind) throws -> [UInt8] {
        try Sample.known(documents[kind], kind.rawValue)
    }

    /// The document with each of its bits changed, one at a time.
    package func changedBits(_ kind: DocumentKind) throws -> some Sequence<(bit: Int, bytes: [UInt8])> {
        let bytes = try bytes(kind)
        return (0..<bytes.count * 8).lazy.map { bit in
            var changed = bytes
            changed[bit / 8] ^= 1 << (bit % 8)
            return (bit, changed)
        }
    }

    /// The document cut off at every place, and with every byte put after it; each with the code it is refused with.
    package func changedLengths(_ kind: DocumentKind) throws -> [(bytes: [UInt8], code: String)] {
        let bytes = try bytes(kind)
        return bytes.indices.map { (Array(bytes.prefix($0)), "document.truncated") }
            + (0...255 as ClosedRange<UInt8>).map { (bytes + [$0], "document.malformed") }
    }

    /// The beginnings of one good request with the ends of another.
    package func mixed() throws -> [(cut: Int, bytes: [UInt8])] {
        let one = try Sample.machine(1).request(for: productFile).encoded
        let two = try Sample.machine(2).request(for: productFile).encoded
        guard one.count == two.count else { throw Sample.NotSo(given: "requests of one size") }
        return (1..<one.count)
            .filter { one.prefix($0) != two.prefix($0) && one.suffix(from: $0) != two.suffix(from: $0) }
            .map { ($0, Array(one.prefix($0) + two.suffix(from: $0))) }
    }
}
