/// A product file as it was signed and exported.
package struct ProductFileRecord: Hashable, Sendable {
    /// The product it is for.
    package let productID: String
    /// Its version, from 1; within a product it only goes up.
    package let version: Int64
    /// The signed document.
    package let bytes: [UInt8]
    /// Seconds since 1970.
    package let createdAt: Int64

    /// The file, as it is kept.
    package init(productID: String, version: Int64, bytes: [UInt8], createdAt: Int64) {
        self.productID = productID
        self.version = version
        self.bytes = bytes
        self.createdAt = createdAt
    }
}

/// The row of a product file: its document is kept by its digest.
struct ProductFileRow: Hashable, Sendable {
    let productID: String
    let version: Int64
    let document: [UInt8]
    let createdAt: Int64
}

extension ProductFileRow: ViewRecord {
    static let view = LedgerView.productFiles

    var values: [LedgerValue] {
        [.text(productID), .integer(version), .blob(document), .integer(createdAt)]
    }

    init(_ columns: Columns) throws {
        self.init(
            productID: try columns.text(0), version: try columns.integer(1),
            document: try columns.blob(2, count: 32), createdAt: try columns.integer(3))
    }
}
