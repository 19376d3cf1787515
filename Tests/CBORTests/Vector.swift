import CBOR
import Foundation
import Testing

/// One line of a vector file: bytes and what is to become of them.
struct Vector: Sendable, CustomTestStringConvertible {
    enum Outcome: Equatable, Sendable {
        case accepted(diagnostic: String)
        case refused(CBORRule, offset: Int?)
    }

    let bytes: [UInt8]
    let outcome: Outcome
    let limits: CBORLimits
    let line: String

    var testDescription: String { line }

    /// The vectors of a file in `Vectors`; its own first lines say how it is to be read.
    static func all(in file: String) throws -> [Vector] {
        let folder = try #require(Bundle.module.url(forResource: "Vectors", withExtension: nil))
        let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
        return try text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { try Vector(String($0)) }
    }

    private init(_ line: String) throws {
        self.line = line
        let fields = line.split(separator: "|", omittingEmptySubsequences: false)
            .map { $0.trimmingCharacters(in: .whitespaces) }
        try #require(fields.count >= 3, "not a vector: \(line)")
        bytes = try #require([UInt8](hexadecimal: fields[0]), "not hexadecimal: \(line)")
        if fields[1] == "accepted" {
            outcome = .accepted(diagnostic: fields[2])
        } else {
            let parts = fields[1].split(separator: "@").map { $0.trimmingCharacters(in: .whitespaces) }
            let rule = try #require(CBORRule(rawValue: parts[0]), "no such rule: \(line)")
            let offset = parts.dropFirst().first.map { Int($0) }
            outcome = .refused(rule, offset: try offset.map { try #require($0, "no offset: \(line)") })
        }
        limits = try Self.limits(fields.count > 3 ? fields[3] : "")
    }

    private static func limits(_ field: String) throws -> CBORLimits {
        var given: [String: Int] = [:]
        for setting in field.split(separator: " ") {
            let parts = setting.split(separator: "=")
            let number: Int = try #require(Int(parts[1]), "no number: \(setting)")
            given[String(parts[0])] = number
        }
        let usual = CBORLimits()
        return CBORLimits(
            size: given["size"] ?? usual.size,
            depth: given["depth"] ?? usual.depth,
            items: given["items"] ?? usual.items
        )
    }
}

extension [UInt8] {
    /// The bytes that two hexadecimal digits each stand for; nil if there is anything else.
    init?(hexadecimal text: String) {
        let digits = text.compactMap(\.hexDigitValue)
        guard digits.count == text.count, digits.count.isMultiple(of: 2) else { return nil }
        self = stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }
}
