import Activation
import COSE
import Refusals

extension SpokenTerms {
    /// Features with numbers below this can be told.
    package static let speakableFeatures = UInt8(LicenseTerms.featureWidth)

    /// The terms of a license that can be told by telephone.
    ///
    /// - Throws: `phone.not-speakable`, with what in it cannot.
    package init(of license: License, signedBy identifier: KeyIdentifier) throws(Refusal) {
        try Self.requireSpeakable(license)
        self = .license(
            LicenseTerms(
                signer: Signer(identifier), issuedOn: license.issuedOn, span: LicenseSpan(of: license),
                features: license.features, binding: license.binding))
    }

    /// Whether a license can be told by telephone.
    ///
    /// - Throws: `phone.not-speakable`, with what in it cannot.
    package static func requireSpeakable(_ license: License) throws(Refusal) {
        if license.binding == .site {
            throw unspeakable("it is for a whole site, whose machines need the same document")
        }
        if let startsOn = license.startsOn { throw unspeakable("it begins later, on \(startsOn)") }
        if let feature = license.features.first(where: { $0 >= LicenseTerms.featureWidth }) {
            throw unspeakable(
                "feature number \(feature) is not among the product's first \(LicenseTerms.featureWidth)")
        }
        if number(of: license.issuedOn) == nil {
            throw unspeakable(
                "days before \(epoch) and after \(epoch.adding(days: (1 << dayWidth) - 1)) have no number")
        }
        guard LicenseSpan(of: license).number == nil else { return }
        if license.maintenanceUntil != nil, license.kind != .perpetual,
            license.maintenanceUntil != license.lastDay
        {
            throw unspeakable("its maintenance does not end with the license")
        }
        throw unspeakable(
            license.kind == .perpetual
                ? "its maintenance ends more than eleven years from now" : "its end is too far away")
    }

    private static func unspeakable(_ reason: String) -> Refusal {
        Refusal(.phoneNotSpeakable, "This license cannot be given by telephone: \(reason).")
    }
}
