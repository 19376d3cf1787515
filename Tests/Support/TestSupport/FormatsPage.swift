import Cryptography

/// `docs/formats.md`, or another page like it, and its blocks, which are named after their fences: "```hex request".
package struct FormatsPage: Sendable {
    /// The whole page.
    package let text: String
    /// What stands between the fences, by what follows the first of them.
    package let blocks: [String: String]

    /// The page as it is in the repository.
    package init(_ path: String = "docs/formats.md") throws {
        text = try Repository.text(path)
        var blocks: [String: String] = [:]
        var name: Substring?
        var lines: [Substring] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if let open = name {
                guard line == "```" else {
                    lines.append(line)
                    continue
                }
                blocks[String(open)] = lines.joined(separator: "\n")
                (name, lines) = (nil, [])
            } else if line.hasPrefix("```") {
                name = line.dropFirst(3)
            }
        }
        self.blocks = blocks
    }

    /// The bytes of a block in hexadecimal.
    package func bytes(_ name: String) throws -> [UInt8] {
        try Sample.known(Hexadecimal.decode(block("hex \(name)").filter { $0 != "\n" }), name)
    }

    /// A block by its name.
    package func block(_ name: String) throws -> String { try Sample.known(blocks[name], name) }
}
