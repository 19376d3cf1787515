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

    /// All columns, as they are stored.
    package init(productID: String, version: Int64, bytes: [UInt8], createdAt: Int64) {
        self.productID = productID
        self.version = version
        self.bytes = bytes
        self.createdAt = createdAt
    }

    init(_ columns: Columns) throws {
        self.init(
            productID: try columns.text(0), version: try columns.integer(1), bytes: try columns.blob(2),
            createdAt: try columns.integer(3))
    }
}
