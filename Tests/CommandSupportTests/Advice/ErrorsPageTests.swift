import CommandSupport
import Foundation
import Refusals
import Testing

/// `docs/errors.md` and the code say the same.
@Suite struct ErrorsPageTests {
    private struct Row: Hashable {
        let code: String
        let status: Int32
        let meaning: String
        let remedy: String
    }

    private static let page = URL(filePath: #filePath)
        .deletingLastPathComponent().appending(path: "../../../docs/errors.md").standardizedFileURL

    /// The rows `| `code` | status | meaning | remedy |` of the page.
    private static func rows() throws -> [Row] {
        try String(contentsOf: page, encoding: .utf8).split(separator: "\n").compactMap { line in
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            guard cells.count == 4, cells[0].hasPrefix("`"), let status = Int32(cells[1]) else { return nil }
            return Row(
                code: cells[0].trimmingCharacters(in: ["`"]), status: status, meaning: cells[2],
                remedy: cells[3])
        }
    }

    @Test func `the page lists every code with its status and its texts, and no other`() throws {
        let listed = try Self.rows()
        let expected = RefusalCode.allCases.map {
            Row(
                code: $0.rawValue, status: $0.exitStatus.rawValue, meaning: $0.meaning,
                remedy: Refusal($0).advice(NextCommands()))
        }
        #expect(Set(listed.map(\.code)).count == listed.count, "a code stands twice")
        for row in expected where !listed.contains(row) {
            Issue.record(
                "docs/errors.md lacks: | `\(row.code)` | \(row.status) | \(row.meaning) | \(row.remedy) |")
        }
        for row in listed where !expected.contains(row) {
            Issue.record("docs/errors.md has what the code does not say: \(row.code)")
        }
    }

    @Test func `every exit status stands in the page`() throws {
        let text = try String(contentsOf: Self.page, encoding: .utf8)
        for status in ExitStatus.allCases {
            #expect(
                text.contains("| \(status.rawValue) |"), "exit status \(status.rawValue) is not explained")
        }
    }
}
