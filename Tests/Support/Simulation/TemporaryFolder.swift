import DurableFiles
import Glibc
import Refusals

/// A folder of its own for each test, removed with everything in it.
package final class TemporaryFolder: Sendable {
    /// Its absolute path.
    package let path: String

    /// Makes it.
    package init() throws {
        var template = Array("/tmp/countersign-test-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Refusal(.fileUnwritable) }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit { Self.remove(path) }

    /// The path of something in it.
    package func callAsFunction(_ name: String) -> String { "\(path)/\(name)" }

    /// Writes a file in it, whatever was there before.
    package func write(_ bytes: [UInt8], to name: String) throws {
        try writeAtomically(bytes, to: self(name), mode: 0o600, overwrite: true)
    }

    /// What a file in it holds.
    package func read(_ name: String) throws -> [UInt8] { try readFile(self(name), limit: 1 << 20) }

    /// Removes a file in it.
    package func remove(_ name: String) { unlink(self(name)) }

    /// The names in a folder in it, sorted; the hidden ones too.
    package func names(in name: String = ".") throws -> [String] {
        try listFolder(self(name)).map(\.name).sorted()
    }

    private static func remove(_ path: String) {
        for entry in (try? listFolder(path)) ?? [] {
            let inside = "\(path)/\(entry.name)"
            if entry.kind == .folder { remove(inside) } else { unlink(inside) }
        }
        rmdir(path)
    }
}

/// What a piece of work is refused with; nil if it is not refused.
package func refusal<Value>(of work: () throws -> Value) -> Refusal? {
    do {
        _ = try work()
        return nil
    } catch {
        return error as? Refusal
    }
}
