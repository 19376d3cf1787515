/// A request as it came in.
package struct IncomingRequest: Sendable {
    /// What to call it in messages: the file's name.
    package let name: String
    /// The input, in whatever form it arrived.
    package let bytes: [UInt8]
    /// Over what it came.
    package let carrier: Carrier

    /// An input with its name.
    package init(name: String, bytes: [UInt8], carrier: Carrier) {
        self.name = name
        self.bytes = bytes
        self.carrier = carrier
    }
}
