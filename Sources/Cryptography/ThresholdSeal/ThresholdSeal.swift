/// A secret of 32 bytes, sealed so that it opens with enough of a set of locks: those at hand must have the
/// units that are needed together, and at least one of them must be strong.
///
/// A lock is opened by its material, such as the serial number of a disk. A random key S1 is split into as many
/// shares as there are units (``SecretSharing``), and each lock's shares are encrypted under its material. Each
/// strong lock also holds a second key S2, encrypted under its material *and* S1. The secret is sealed with a key
/// made of both (``Sealing``), and everything else that stands here is authenticated with it.
///
/// The shares are encrypted without a check, and S2 not without S1, so that the seal does not tell whether a
/// guess at a material is right before there are units enough. Whoever guesses at several locks that have more units
/// together than are needed can match lists of guesses at one half of them with lists at the other, since shares
/// beyond the needed ones must agree: his work is that of the larger half, not that of all of them at once.
package struct ThresholdSeal: Hashable, Sendable {
    /// The size of the secret, 32 bytes.
    package static let secretSize = 32
    /// The size of the salt, 32 bytes.
    package static let saltSize = 32
    /// How many bytes a lock's label has at most.
    package static let longestLabel = 8
    /// How many units a lock has.
    package static let unitsOfALock = 1...32
    /// How many units all locks of a seal have together, at most.
    package static let mostUnits = SecretSharing.mostShares

    /// The size of S1, of S2, and so of a share.
    static let shareSize = 32

    /// Random for each seal; 32 bytes.
    package let salt: [UInt8]
    /// How many units open the seal.
    package let neededUnits: Int
    /// The locks. Their order is part of the seal: the shares are numbered from 1 in it.
    package let entries: [Entry]
    /// The secret under the key made of S1 and S2: nonce, ciphertext and tag, 72 bytes.
    package let sealed: [UInt8]

    /// A seal as it was kept, checked as far as it can be without opening it.
    ///
    /// - Throws: ``CryptographyError/malformedSeal`` if no seal has such fields: sizes, more than 255 units in
    ///   all, fewer than are needed, or no strong lock.
    package init(salt: [UInt8], neededUnits: Int, entries: [Entry], sealed: [UInt8]) throws(CryptographyError)
    {
        let total = entries.reduce(0) { $0 + $1.units }
        guard salt.count == Self.saltSize, sealed.count == Self.secretSize + Sealing.overhead,
            total <= Self.mostUnits, neededUnits >= 1, neededUnits <= total,
            entries.contains(where: \.isStrong)
        else { throw .malformedSeal }
        self.salt = salt
        self.neededUnits = neededUnits
        self.entries = entries
        self.sealed = sealed
    }

    /// What a seal keeps of a lock.
    package struct Entry: Hashable, Sendable {
        /// Public; finds the materials that are worth trying.
        package let label: [UInt8]
        /// How much the lock counts for, 1 to 32.
        package let units: Int
        /// Whether it can be the strong one that is needed.
        package let isStrong: Bool
        /// 32 bytes for each unit, and 32 more if it is strong.
        package let ciphertext: [UInt8]

        /// A lock as it was kept.
        ///
        /// - Throws: ``CryptographyError/malformedSeal`` if no lock has such fields.
        package init(label: [UInt8], units: Int, isStrong: Bool, ciphertext: [UInt8])
            throws(CryptographyError)
        {
            guard label.count <= longestLabel, unitsOfALock.contains(units),
                ciphertext.count == shareSize * (units + (isStrong ? 1 : 0))
            else { throw .malformedSeal }
            self.label = label
            self.units = units
            self.isStrong = isStrong
            self.ciphertext = ciphertext
        }
    }

    /// What may fit a lock: a material, and the label under which it is tried.
    package struct Candidate: Hashable, Sendable {
        /// Up to 8 bytes, compared exactly; two different materials may have the same.
        package let label: [UInt8]
        /// The bytes that only the right machine knows, any number.
        package let material: [UInt8]

        /// A material and its label.
        package init(label: [UInt8], material: [UInt8]) {
            self.label = label
            self.material = material
        }
    }

    /// A lock to seal with.
    package struct Lock: Hashable, Sendable {
        /// Its label and material.
        package let candidate: Candidate
        /// How much it counts for, 1 to 32.
        package let units: Int
        /// Whether it can be the strong one that is needed.
        package let isStrong: Bool

        /// A lock that this material opens.
        package init(label: [UInt8], material: [UInt8], units: Int, isStrong: Bool) {
            candidate = Candidate(label: label, material: material)
            self.units = units
            self.isStrong = isStrong
        }
    }
}
