/// Something about a refusal that a program needs to say what to type next, or an application to offer a way on.
///
/// Sentences are for people and are never searched; this is what stands in them.
public enum Fact: Hashable, Sendable {
    /// The license concerned, by its id as it is written.
    case license(String)
    /// How many seats the license has.
    case seats(Int)
    /// The seat or seats that may be the machine's, as numbers: `3`, or `3 or 5`.
    case seat(String)
    /// The seat that a person chose: its number, or `new`.
    case chosenSeat(String)
    /// The call concerned, by its number.
    case call(Int64)
    /// The product concerned, by its id.
    case product(String)
    /// The file concerned, by its name in the folder.
    case file(String)
    /// Which private folder is at fault.
    case folder(PrivateFolderKind)
    /// What was asked for came by telephone.
    case byPhone
    /// The license is bound to hardware, so that a repair may be the cause.
    case boundToHardware
    /// It may be a machine that has no seat yet.
    case mayBeNew
    /// A person's reason is asked for, because the allowance of rebindings is used up.
    case reasonNeeded
    /// The license is bound to a user.
    case boundToUser
    /// The request comes from a virtual machine, and the product refuses them.
    case virtualMachine
    /// The request comes from a container, and the product refuses them.
    case container
    /// Something was left behind that is no vault.
    case leftOver
    /// The user to whom a file or a folder belongs, by login name.
    case owner(String)
    /// What sets it right.
    case needed(Need)
}

/// What sets something right on the machine that is licensed.
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
    /// A place from which all of the machine can be seen.
    case fullView

    /// What to do, in words that fit every program.
    public var remedy: String {
        switch self {
        case .request:
            "Make a new request with the activation key. The vendor sees that it is the same machine, and no second seat "
                + "is taken."
        case .requestByPhone: "Make the request by telephone once more."
        case .deviceKey:
            "Restore it from a backup, or make a request with a new device key and the activation key."
        case .renewal: "Ask for a new license."
        case .license: "Install the license again."
        case .productFile: "Install the product file again."
        case .fullView:
            "Look from where all of this machine can be seen, outside of a sandbox or container that hides parts of it, and "
                + "as a user who may read them. The license and the device key stay as they are meanwhile."
        }
    }
}

extension Refusal {
    /// A refusal that something sets right.
    public init(_ code: RefusalCode, _ sentence: String? = nil, needing need: Need) {
        self.init(code, sentence, remedy: need.remedy, facts: [.needed(need)])
    }
}

/// The two folders that only their owner may use.
public enum PrivateFolderKind: Hashable, Sendable {
    /// The machine's state folder.
    case state
    /// The vendor's vault.
    case vault
}
