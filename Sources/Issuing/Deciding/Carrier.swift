/// Over what a request came in, for the audit log.
package enum Carrier: String, CaseIterable, Sendable {
    /// A file.
    case file
    /// Standard input: text that was pasted or piped.
    case text
    /// A picture with its QR code.
    case picture
    /// A code that was told by telephone.
    case phone
}
