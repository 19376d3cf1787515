import Cryptography

/// Gives the root over consecutive entries of a tree, by their places from 0.
package typealias SubtreeRoot<Failure: Error> = (Range<UInt64>) throws(Failure) -> SHA256Digest
