import Cryptography
import DurableFiles
import Fingerprint
import FingerprintLinux
import Simulation
import Testing

/// Where the stories are, and the world they happen in.
enum Stories {
    static let folder = sourceFolder() + "/Transcripts"

    /// Most stories need a machine that can be told from others, which not every container is.
    static let isTellingHere = (try? isTelling()) ?? false

    private static func isTelling() throws -> Bool {
        let salt = FingerprintSalt(uncheckedBytes: [UInt8](repeating: 0, count: FingerprintSalt.size))
        let selection = try ComponentSelection(
            of: LinuxProbe(root: "/").survey(), policy: .standard, salt: salt)
        return try Fingerprint(requesting: selection, and: nil, salt: salt).isTelling
    }

    static func names() throws -> [String] {
        try listFolder(folder).map(\.name).filter { $0.hasSuffix(".txt") }.sorted()
    }

    static func transcript(_ name: String) throws -> Transcript {
        try Transcript(text(of: "\(folder)/\(name)")) { try text(of: "\(folder)/\($0).steps") }
    }

    static func environment(in folder: String) throws -> [String: String] {
        [
            "PATH": "\(try builtProducts()):/usr/local/bin:/usr/bin:/bin", "HOME": folder, "LC_ALL": "C",
            "TZ": "UTC",
            "COUNTERSIGN_VAULT": "vault", "COUNTERSIGN_STATE": "state",
        ]
    }

    /// The lines of what was shown, with the folder's name, which varies, replaced by `/site`.
    static func lines(_ text: String, in folder: String) -> [String] {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map {
            replace(folder, in: String($0), by: "/site")
        }
        if lines.last == "" { lines.removeLast() }
        return lines
    }

    static func sourceFolder(_ file: String = #filePath) -> String {
        String(file[..<(file.lastIndex(of: "/") ?? file.startIndex)])
    }

    private static func replace(_ old: String, in text: String, by new: String) -> String {
        text.split(separator: old, omittingEmptySubsequences: false).joined(separator: new)
    }
}
