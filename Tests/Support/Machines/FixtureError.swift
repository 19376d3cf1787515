import Glibc

/// A fixture that could not be written, and what the system said.
package struct FixtureError: Error, CustomStringConvertible {
    /// The path and the reason.
    package let description: String

    init(_ place: String) { description = "\(place): error \(errno)" }
}
