import Glibc
import Refusals

/// A file that is gone after its use.
package struct TemporaryFile {
    private let content: String
    private let mode: mode_t

    /// - Parameter mode: its permissions, such as `0o600`.
    package init(_ content: String, mode: mode_t) {
        self.content = content
        self.mode = mode
    }

    /// Makes the file, lets `body` use its path, and removes it.
    ///
    /// - Throws: `file.unwritable`, and what `body` throws.
    package func use(_ body: (String) throws -> Void) throws {
        var template = Array("/tmp/countersign-test-XXXXXX".utf8CString)
        let descriptor = mkstemp(&template)
        guard descriptor >= 0 else { throw Refusal(.fileUnwritable) }
        let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        defer { unlink(path) }
        let bytes = Array(content.utf8)
        let isWritten = write(descriptor, bytes, bytes.count) == bytes.count && fchmod(descriptor, mode) == 0
        close(descriptor)
        guard isWritten else { throw Refusal(.fileUnwritable) }
        try body(path)
    }
}
