/// What sets something right on the machine that is licensed.
///
/// ```swift
/// if refusal.facts.contains(.needed(.renewal)) { bytes = try product.makeRenewalRequest(now: now) }
/// ```
public enum Need: Hashable, Sendable {
    /// A new request with the activation key.
    case request
    /// A new request with the activation key, by telephone.
    case requestByPhone
    /// A new request with the activation key and a new device key.
    case deviceKey
    /// A request for a new license in place of the one that the machine has.
    case renewal
    /// The license's file once more.
    case license
    /// The product file once more.
    case productFile
    /// The root key that the vendor publishes, because nothing else says whose product file is the right one.
    case rootKey
    /// A place from which all of the machine can be seen.
    case fullView
    /// To be installed at the site, and not given to the desk.
    case installationAtSite
    /// A request, which is made at the site.
    case requestAtSite

    /// What to do, in words that fit every program.
    package var remedy: String {
        switch self {
        case .request:
            "Make a new request with the activation key. The vendor sees that it is the same machine; no second seat "
                + "is taken."
        case .requestByPhone: "Make the request by telephone again."
        case .deviceKey:
            "Restore it from a backup, or make a request with a new device key and the activation key."
        case .renewal: "Ask for a new license."
        case .license: "Install the license again."
        case .productFile: "Install the product file again."
        case .rootKey: "Install the product file that came with the software, and name the vendor's root key."
        case .installationAtSite: "It is installed at the site, on the machine that asked for it."
        case .requestAtSite: "Make a request at the site."
        case .fullView:
            "Run it outside any sandbox or container that hides parts of this machine, as a user who may read them. "
                + "The license and the device key do not change."
        }
    }
}

extension Refusal {
    /// A refusal that something sets right.
    package init(_ code: RefusalCode, _ sentence: String? = nil, needing need: Need) {
        self.init(code, sentence, remedy: need.remedy, facts: [.needed(need)])
    }
}
