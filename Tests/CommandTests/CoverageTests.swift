import DurableFiles
import Refusals
import Testing

/// Every code that something can be refused with is provoked somewhere in the tests, and named there.
@Suite("Refusal codes")
struct CoverageTests {
    /// Codes that no test provokes, and why.
    private static let exceptions: [RefusalCode: String] = [
        .internalInconsistency: "stands for defects; a test that provokes one would be mended instead"
    ]

    @Test func `Each one is provoked by a test`() throws {
        let sources = try Self.sources(in: "\(Stories.sourceFolder())/..").joined(separator: "\n")
        for code in RefusalCode.allCases where Self.exceptions[code] == nil {
            // By its stable name in a transcript or a table, or as `.caseName` in Swift.
            let isNamed = sources.contains(code.rawValue) || sources.contains(".\(code)")
            #expect(isNamed, "no test provokes \(code.rawValue)")
        }
        for code in Self.exceptions.keys {
            #expect(RefusalCode.allCases.contains(code))
        }
    }

    /// The test sources and transcripts, but not this file, which names what is not tested.
    private static func sources(in folder: String) throws -> [String] {
        var texts: [String] = []
        for entry in try listFolder(folder) where !entry.isHidden && entry.name != "CoverageTests.swift" {
            let path = "\(folder)/\(entry.name)"
            if entry.kind == .folder {
                texts += try sources(in: path)
            } else if path.hasSuffix(".swift") || path.hasSuffix(".txt") {
                texts.append(try text(of: path))
            }
        }
        return texts
    }
}
