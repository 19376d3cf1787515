/// Something about a refusal that a program needs to say what to type next, or an application to offer a way on.
///
/// Sentences are for people and are never searched; this is what stands in them.
///
/// ```swift
/// for case .license(let id) in refusal.facts { show("Look up license \(id).") }
/// ```
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
    /// The path of what others may read or change, as it is on the disk.
    case openToOthers(path: String)
    /// Which private folder is at fault.
    case folder(PrivateFolderKind)
    /// What was asked for came by telephone.
    case byPhone
    /// The license is bound to hardware, so that a repair may be the cause.
    case boundToHardware
    /// It may be a machine that has no seat yet.
    case mayBeNew
    /// A person's reason is asked for: the allowance of rebindings is used up, or nothing shows whose seat it is.
    case reasonNeeded
    /// The license is bound to a user.
    case boundToUser
    /// The request comes from a virtual machine, and the product refuses them.
    case virtualMachine
    /// The request comes from a container, and the product refuses them.
    case container
    /// What a setting was set to, by its name: `rebindings` and `3`.
    case setting(name: String, value: String)
    /// Something was left behind that is no vault.
    case leftOver
    /// The folder is not there, and root would make it in the owner's.
    case wouldBeMade
    /// The user to whom a file or a folder belongs, by login name.
    case owner(String)
    /// When it can be tried again, in seconds since 1970.
    case until(Int64)
    /// What sets it right.
    case needed(Need)
}
