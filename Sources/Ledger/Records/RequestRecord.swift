/// A request as it came in.
package struct RequestRecord: Hashable, Sendable {
    /// The digest of its signed bytes, which the responder knows it by, 32 bytes.
    package let digest: [UInt8]
    /// The license it names, 5 bytes.
    package let licenseID: [UInt8]
    /// What it asks for: the number in the document.
    package let kind: Int64
    /// The signed document.
    package let bytes: [UInt8]
    /// How it came, such as `file` or `phone`.
    package let carrier: String
    /// Seconds since 1970.
    package let receivedAt: Int64

    /// All columns, as they are stored.
    package init(
        digest: [UInt8], licenseID: [UInt8], kind: Int64 = 0, bytes: [UInt8], carrier: String,
        receivedAt: Int64
    ) {
        self.digest = digest
        self.licenseID = licenseID
        self.kind = kind
        self.bytes = bytes
        self.carrier = carrier
        self.receivedAt = receivedAt
    }

    /// The kind of those that ask for a time correction.
    package static let timeCorrectionKind: Int64 = 3

    /// Whether it tells what the machine is: a digest that was read aloud does not, and a time correction is about
    /// nothing else.
    var showsMachine: Bool { kind != Self.timeCorrectionKind && carrier != "phone" }
}
