import Glibc
import Testing

/// A file that is gone after its use.
struct TemporaryFile {
    private let content: String
    private let mode: mode_t

    init(_ content: String, mode: mode_t) {
        self.content = content
        self.mode = mode
    }

    func use(_ body: (String) throws -> Void) throws {
        var template = Array("/tmp/countersign-test-XXXXXX".utf8CString)
        let descriptor = mkstemp(&template)
        try #require(descriptor >= 0)
        let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        defer { unlink(path) }
        let bytes = Array(content.utf8)
        try #require(write(descriptor, bytes, bytes.count) == bytes.count)
        try #require(fchmod(descriptor, mode) == 0)
        close(descriptor)
        try body(path)
    }
}
