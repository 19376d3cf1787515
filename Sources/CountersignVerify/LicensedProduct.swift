import Activation
import Cryptography
import DurableFiles
import FingerprintLinux
import Installation
import Refusals

/// A product as its own application sees it: with the root key that it was built with.
///
/// ```swift
/// let product = try LicensedProduct("acme.shipcad", productFile: bytes, rootKey: rootKey, state: folder)
/// switch try product.verdict(now: now) {
/// case .active(let license): unlock(license.features)
/// case let other: show(other.code)
/// }
/// ```
public struct LicensedProduct: Sendable {
    package let productFile: Verified<ProductFile>
    package let statePath: String
    private let root: String

    /// Only the root key that the application was built with is believed.
    package var trust: Trust { .shipped(productFile) }

    /// - Parameters:
    ///   - id: this application's product. One vendor's products have one root key, so the key alone would let
    ///     a license for a cheap product open an expensive one.
    ///   - productFile: the file that ships with the application, as it was exported.
    ///   - rootKey: the vendor's root key, built into the application.
    ///   - state: the folder that keeps requests and licenses; made when it is first needed.
    ///   - root: the root of the file system that the components are read from.
    /// - Throws: the `document.` and `product.` refusals.
    public init(
        _ id: String, productFile: [UInt8], rootKey: RootKey, state: String, root: String = "/"
    ) throws(Refusal) {
        let shipped = try Unverified<ProductFile>(written: productFile).verified(trusting: rootKey.publicKey)
        guard shipped.body.product.text == id else {
            throw Refusal(
                .productUnknown, "The product file is for '\(shipped.body.product)', and this is '\(id)'.",
                remedy: "Use the product file that came with this software.")
        }
        self.productFile = shipped
        statePath = state
        self.root = root
    }

    /// The address at which the vendor explains refusals, by their codes; nil if the product file names none.
    public var helpAddress: String? { productFile.body.contact.help }

    /// What is so, at this time. Notes in the state folder what the clock has shown, where that can be done at once.
    ///
    /// - Parameter now: the time, seconds since 1970.
    /// - Throws: `state.damaged`, `state.other-owner`, and what reading throws.
    public func verdict(now: UnixTime) throws(Refusal) -> Verdict {
        try judged(now: now)?.verdict ?? .noLicense
    }

    /// The verdict, and the product file that it was found under; nil where there is nothing.
    private func judged(now: UnixTime) throws(Refusal) -> (verdict: Verdict, productFile: ProductFile)? {
        guard let folder = try StateFolder.openIfPresent(statePath),
            let state = try folder.product(productFile.body.product)
        else { return nil }
        let file = try state.productFile(orShipped: productFile)
        return (try folder.check(state, under: file, machine: try machine(now)).verdict, file.body)
    }

    /// Whether the product is licensed now, with this feature: by the name that it has in the newer one of the product
    /// file that ships with the application and the one that is installed.
    ///
    /// - Throws: what ``verdict(now:)`` throws.
    public func allows(_ feature: String, now: UnixTime) throws(Refusal) -> Bool {
        guard let (verdict, file) = try judged(now: now), case .active(let license) = verdict else {
            return false
        }
        return license.features.contains { file.features.name(of: $0) == feature }
    }

    package func machine(_ now: UnixTime) throws(Refusal) -> Machine {
        Machine(
            survey: try LinuxProbe(root: root).survey(), user: currentUserComponent(),
            clock: ClockEvidence(root: root).reading(now: now))
    }
}
