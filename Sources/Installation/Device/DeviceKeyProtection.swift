/// How a machine's device key is kept.
package enum DeviceKeyProtection: Hashable, Sendable {
    /// It opens on a machine that has enough of these components still, and on no other.
    case sealed
    /// In clear: the machine has too little that a copy of the folder would not have too.
    case unsealed
}
