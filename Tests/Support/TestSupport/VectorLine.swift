import FoundationEssentials

/// One line of a file in `Tests/Vectors`: its fields, which are set apart by `|`.
package struct VectorLine: Sendable, CustomStringConvertible {
    /// The fields, without the blanks around them.
    package let fields: [String]

    /// The last field, which says what the vector is there for.
    package var description: String { fields.last ?? "" }

    /// The lines of a file that are neither empty nor comments.
    package static func all(in file: String) throws -> [VectorLine] {
        try Repository.text("Tests/Vectors/\(file)").split(separator: "\n")
            .filter { !$0.hasPrefix("#") }
            .map { line in
                VectorLine(
                    fields: line.split(separator: "|", omittingEmptySubsequences: false).map { field in
                        let trimmed = field.drop { $0 == " " }
                        let end = trimmed.lastIndex { $0 != " " }.map { trimmed.index(after: $0) }
                        return String(trimmed[..<(end ?? trimmed.startIndex)])
                    })
            }
    }
}
