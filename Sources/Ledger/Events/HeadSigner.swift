import Refusals

/// Signs the heads of the log, with the audit key that the vault opened.
package struct HeadSigner: Sendable {
    /// Signs a head: how many events, the root (32 bytes), and when, in seconds since 1970. Gives the document.
    package typealias Sign =
        @Sendable (_ size: UInt64, _ root: [UInt8], _ at: Int64) throws(Refusal) -> [UInt8]

    let sign: Sign

    /// - Parameter sign: makes the document of a tree head without its root.
    package init(_ sign: @escaping Sign) { self.sign = sign }
}
