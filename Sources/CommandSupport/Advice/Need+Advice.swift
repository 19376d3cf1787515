import Refusals

extension Need {
    /// What to do, with the commands to type.
    package func advice(_ next: NextCommands) -> String {
        switch self {
        case .request:
            "Make a new request with the activation key: "
                + "'\(next.client("request --key-file FILE --out machine.request"))'. The vendor sees that it is the "
                + "same machine; no second seat is taken."
        case .requestByPhone: "Make the request once more: '\(next.client("request --phone --new"))'."
        case .deviceKey:
            "Restore it from a backup, or make a new one with the activation key: "
                + "'\(next.client("request --new-device --key-file FILE --out machine.request"))'."
        case .renewal: "Ask for a new license: '\(next.client("request --renew --out renewal.request"))'."
        case .license: "Install the license again: '\(next.client("install FILE"))'."
        case .productFile: "Install the product file again: '\(next.client("install FILE"))'."
        case .rootKey:
            "Install the product file that came with the software, and name the root key that the vendor publishes: "
                + "'\(next.client("install FILE --root-key THUMBPRINT"))'."
        case .installationAtSite:
            "It is installed at the site, on the machine that asked for it, with '\(next.client("install"))'."
        case .requestAtSite: "Make a request at the site, with '\(next.client("request"))'."
        case .fullView:
            "'\(next.client("fingerprint"))' lists what cannot be read. Run the command outside any sandbox or "
                + "container that hides this machine's /sys and /proc, as a user who may read what it lists. The "
                + "license and the device key do not change."
        }
    }
}
