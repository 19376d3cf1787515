import FoundationEssentials

/// The files of the repository that tests check the code against.
package enum Repository {
    /// The text of a file, by its path from the top of the repository.
    package static func text(_ path: String) throws -> String {
        try String(contentsOfFile: "\(top)/\(path)", encoding: .utf8)
    }

    /// What is in a file, by its path from the top of the repository.
    package static func bytes(_ path: String) throws -> [UInt8] {
        try Array(Data(contentsOf: URL(filePath: "\(top)/\(path)")))
    }

    private static var top: String {
        #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(4).joined(separator: "/")
    }
}
