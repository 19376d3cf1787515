/// What a request is given.
package enum Award: Sendable {
    /// A license.
    case license(Grant)
    /// A time correction.
    case correction(Correction)
}
