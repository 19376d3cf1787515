import Glibc
import Testing

/// The page's table, held against the lives that it tells of.
struct PageTests {
    @Test func `The page's table says what the guard says, case by case`() throws {
        #expect(try Self.rows("cases") == Case.all.map { "| \($0.name) | \($0.verdict) |" })
    }

    @Test func `The page's lags are those that a year of each machine is held to`() throws {
        #expect(try Self.rows("lags") == Schedule.all.map { "| \($0.rawValue) | \($0.lag / hour) hours |" })
    }

    /// The rows between two marks; a table's head stands before the first.
    private static func rows(_ name: String) throws -> [String] {
        let page = try text(of: "docs/clock.md")
        let lines = page.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let start = try #require(lines.firstIndex(of: "<!-- \(name) -->"))
        let end = try #require(lines.firstIndex(of: "<!-- end of \(name) -->"))
        return lines[start..<end].filter { $0.hasPrefix("| ") }
    }

    private static func text(of path: String) throws -> String {
        let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        let file = try #require(fopen("/\(root)/\(path)", "r"))
        defer { fclose(file) }
        var bytes: [UInt8] = []
        while case let byte = getc(file), byte != EOF { bytes.append(UInt8(truncatingIfNeeded: byte)) }
        return String(decoding: bytes, as: UTF8.self)
    }
}
