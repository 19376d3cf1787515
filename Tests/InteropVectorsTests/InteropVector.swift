import Cryptography
import Foundation
import Testing

/// One document of `Tests/Vectors/interop`, which Python's libraries made.
struct InteropVector: CustomTestStringConvertible, Sendable {
    let name: String
    /// `good`, or the code of the refusal.
    let outcome: String
    /// The rule that the refusal names, if it must name one.
    let rule: String?
    let bytes: [UInt8]

    var testDescription: String { name }

    static let productFiles = load("product-files")
    static let requests = load("requests")
    static let licenses = load("licenses")
    static let corrections = load("corrections")

    private static func load(_ file: String) -> [InteropVector] {
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let path = tests.appending(path: "Vectors/interop/\(file).txt")
        guard let text = try? String(contentsOf: path, encoding: .utf8) else { return [] }
        return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.compactMap(InteropVector.init)
    }

    /// `name | outcome [rule] | what it is | bytes`.
    private init?(line: Substring) {
        let parts = line.split(separator: " | ")
        guard parts.count == 4, let bytes = Hexadecimal.decode(parts[3]) else { return nil }
        let outcome = parts[1].split(separator: " ").map(String.init)
        name = String(parts[0])
        self.outcome = outcome[0]
        rule = outcome.count > 1 ? outcome[1] : nil
        self.bytes = bytes
    }
}
