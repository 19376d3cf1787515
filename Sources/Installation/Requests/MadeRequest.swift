import Activation
import Fingerprint

/// A request that was made and stored, and what to tell about it.
package struct MadeRequest: Sendable {
    /// The signed request.
    package let request: Verified<Request>
    /// The product file it was made with.
    package let productFile: Verified<ProductFile>
    /// The latest request whose answer can no longer be installed: its device key waited for a license, and another one
    /// took its place.
    package var dropped: Request?
    /// Whether it was made before, and waits for its answer since.
    package var isWaiting = false
}
