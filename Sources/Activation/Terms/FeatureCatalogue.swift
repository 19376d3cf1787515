import CBOR

/// A product's features: each has a number for ever, and a name. Licenses hold the numbers.
package struct FeatureCatalogue: Hashable, Sendable {
    /// Numbers are 0 to 255.
    package typealias Number = UInt8

    /// Names by number.
    package let names: [Number: String]

    /// A catalogue; nil if a name is not acceptable or stands twice.
    package init?(names: [Number: String]) {
        guard names.values.allSatisfy(Self.isAcceptable), Set(names.values).count == names.count else {
            return nil
        }
        self.names = names
    }

    /// No features.
    package static let empty = FeatureCatalogue(unchecked: [:])

    private init(unchecked names: [Number: String]) { self.names = names }

    /// A feature's name: 1 to 32 of `a` to `z`, `0` to `9`, `.`, `_` and `-`, beginning with a letter or digit.
    package static func isAcceptable(_ name: String) -> Bool {
        guard (1...32).contains(name.utf8.count), let first = name.utf8.first else { return false }
        let punctuation: [UInt8] = [UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-")]
        return ProductID.isAlphanumeric(first)
            && name.utf8.allSatisfy { ProductID.isAlphanumeric($0) || punctuation.contains($0) }
    }

    /// The name of a feature, or `feature 12` if the catalogue is older than the license.
    package func name(of number: Number) -> String { names[number] ?? "feature \(number)" }

    /// The number of a feature, or nil.
    package func number(of name: String) -> Number? { names.first { $0.value == name }?.key }

    var cbor: CBORValue {
        .map(CBORMap(replacing: names.map { (.unsigned(UInt64($0.key)), .text($0.value)) }))
    }

    init?(_ value: CBORValue) {
        guard let map = value.asMap else { return nil }
        var names: [Number: String] = [:]
        for entry in map.entries {
            guard let number = entry.key.asUInt64.flatMap({ Number(exactly: $0) }),
                let name = entry.value.asText
            else {
                return nil
            }
            names[number] = name
        }
        self.init(names: names)
    }
}
