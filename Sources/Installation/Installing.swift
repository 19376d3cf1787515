import Activation
import Cryptography
import Fingerprint
import Refusals

/// What came of installing a document.
public enum InstallOutcome: Sendable {
    /// The license is in use from now on.
    case installed(License, Verdict)
    /// The very same license was in use already.
    case alreadyInstalled(License, Verdict)
    /// The license is good, but the one in use is better, and stays.
    case keptBetter(offered: License, inUse: License, Verdict)
    /// The product file is in use from now on.
    case productFileInstalled(ProductFile)
    /// The very same product file was in use already.
    case productFileAlreadyInstalled(ProductFile)
}

extension StateFolder {
    /// Installs a license for this machine.
    ///
    /// - Throws: the `license.` refusals; `state.missing` if no request was made and no product file installed.
    public func install(_ license: Unverified<License>, machine: Machine) throws(Refusal) -> InstallOutcome {
        let id = license.unverifiedBody.product
        guard try product(id) != nil else { throw try unknownProduct(id) }
        return try change(id) { (state) throws(Refusal) in
            guard let productFile = try state.productFile() else { throw Refusal(.stateMissing) }
            return try state.install(license, under: productFile, machine: machine)
        }
    }

    /// Installs a license for an application that ships its product file and has the root key built in: nothing
    /// that lies in the state folder can make it believe another key, or another product.
    ///
    /// - Throws: the `license.` and `product.` refusals.
    public func install(
        _ license: Unverified<License>, shipped: Verified<ProductFile>, machine: Machine
    ) throws(Refusal) -> InstallOutcome {
        try change(shipped.body.product) { (state) throws(Refusal) in
            try state.install(license, under: state.adopt(shipped), machine: machine)
        }
    }

    /// Takes a newer product file into use, or the first one of a product.
    ///
    /// - Throws: the `product.` refusals.
    public func install(
        _ productFile: Unverified<ProductFile>, rootKey: PublicKey?
    ) throws(Refusal) -> InstallOutcome {
        try productFile.requireGenuine()
        return try change(productFile.unverifiedBody.product) { (state) throws(Refusal) in
            let before = try state.productFile()
            let accepted = try state.accept(productFile, rootKey: rootKey)
            return before == accepted
                ? .productFileAlreadyInstalled(accepted.body) : .productFileInstalled(accepted.body)
        }
    }

    private func unknownProduct(_ id: ProductID) throws(Refusal) -> Refusal {
        let known = try products()
        guard !known.isEmpty else { return Refusal(.stateMissing) }
        let names = known.map { "'\($0)'" }.joined(separator: ", ")
        return Refusal(
            .licenseOtherProduct, "The license is for the product '\(id)'; this machine has \(names).")
    }
}

extension ProductState {
    fileprivate func install(
        _ license: Unverified<License>, under productFile: Verified<ProductFile>, machine: Machine
    ) throws(Refusal) -> InstallOutcome {
        let verified = try license.verified(under: productFile)
        try checkBinding(of: verified.body, under: productFile, machine: machine)
        return try take(verified, under: productFile, machine: machine)
    }

    fileprivate func checkBinding(
        of license: License, under productFile: Verified<ProductFile>, machine: Machine
    ) throws(Refusal) {
        guard license.binding != .site else { return }
        guard try request(license.request) != nil else { throw Refusal(.licenseNotRequestedHere) }
        switch try bindingProblem(of: license, under: productFile, machine: machine) {
        case .otherMachine(_, let comparison):
            let different = comparison.results.filter { $0.outcome == .changed || $0.outcome == .missing }
            let names = different.map { "\($0.label) \($0.outcome.rawValue)" }.joined(separator: ", ")
            throw Refusal(
                .licenseOtherMachine,
                names.isEmpty
                    ? nil : "The license is bound to a machine that differs from this one: \(names).")
        case .otherUser:
            throw Refusal(.licenseOtherUser)
        default:
            return
        }
    }

    fileprivate func take(
        _ offered: Verified<License>, under productFile: Verified<ProductFile>, machine: Machine
    ) throws(Refusal) -> InstallOutcome {
        let verdict = Self.verdict(onTermOf: offered.body, now: machine.now)
        if let inUse = usableLicense(under: productFile, machine: machine) {
            if inUse.encoded == offered.encoded { return .alreadyInstalled(offered.body, verdict) }
            let verdictInUse = Self.verdict(onTermOf: inUse.body, now: machine.now)
            // Whoever has a license that is in force must not lose it, or be kept from it, by one that is not.
            let isKept =
                verdictInUse.isLicensed == verdict.isLicensed
                ? try isBetter(inUse.body, than: offered.body) : verdictInUse.isLicensed
            if isKept { return .keptBetter(offered: offered.body, inUse: inUse.body, verdictInUse) }
        }
        try store(offered)
        return .installed(offered.body, verdict)
    }

    /// The license in use, if it is good for this machine at all; a damaged one is replaced.
    private func usableLicense(
        under productFile: Verified<ProductFile>, machine: Machine
    ) -> Verified<License>? {
        do throws(Refusal) {
            guard let verified = try license()?.verified(under: productFile) else { return nil }
            let problem = try bindingProblem(of: verified.body, under: productFile, machine: machine)
            return problem == nil ? verified : nil
        } catch {
            return nil
        }
    }

    /// Of one license, the later answer is better: by the vendor's day, then by the time of the request. Between
    /// two licenses, the one that ends later, then the one with more features; a trial never takes the place of
    /// what was bought.
    private func isBetter(_ one: License, than other: License) throws(Refusal) -> Bool {
        if one.id != other.id, one.lastDay != other.lastDay { return Self.ends(one, after: other) }
        if one.id != other.id, one.features.count != other.features.count {
            return one.features.count > other.features.count
        }
        if one.issuedOn != other.issuedOn { return one.issuedOn > other.issuedOn }
        let oneAsked = try request(one.request)?.unverifiedBody.madeAt
        let otherAsked = try request(other.request)?.unverifiedBody.madeAt
        if let oneAsked, let otherAsked, oneAsked != otherAsked { return oneAsked > otherAsked }
        return Self.ends(one, after: other)
    }

    private static func ends(_ one: License, after other: License) -> Bool {
        guard let otherEnd = other.lastDay else { return false }
        return one.lastDay.map { $0 > otherEnd } ?? true
    }
}
