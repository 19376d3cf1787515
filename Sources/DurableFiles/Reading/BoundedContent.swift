import Glibc
import Refusals

/// What was read under a limit, and whether there was more.
struct BoundedContent {
    private let content: [UInt8]
    private let limit: Int

    init(of file: borrowing FileDescriptor, limit: Int) throws(SystemError) {
        try self.init(of: file.number, limit: limit)
    }

    /// The size a file claims is not relied on: the kernel's own files claim 0 or 4,096.
    ///
    /// - Parameter beginning: what was read of it before.
    init(of descriptor: Int32, limit: Int, after beginning: [UInt8] = []) throws(SystemError) {
        self.limit = max(0, min(limit, Int.max - 1))
        let ceiling = self.limit + 1
        if beginning.isEmpty, ceiling <= 65_536 {
            content = try readPiece(of: descriptor, atMost: ceiling, whole: true)
            return
        }
        var content = beginning
        while content.count < ceiling {
            let piece = try readPiece(of: descriptor, atMost: min(ceiling - content.count, 65_536))
            if piece.isEmpty { break }
            content += piece
        }
        self.content = content
    }

    /// What was read, with the byte beyond the limit if there is one.
    var all: [UInt8] { content }

    /// What was read, without the byte beyond the limit.
    var beginning: [UInt8] { Array(content.prefix(limit)) }

    /// All the bytes; throws `document.too-large` if there were more than the limit.
    func bytes(from name: String) throws(Refusal) -> [UInt8] {
        if content.count <= limit { return content }
        throw Refusal(
            .documentTooLarge,
            "\(shownPath(name)) holds more than the \(limit) bytes that are accepted here.")
    }
}

/// What can be read at once, or with `whole` all there is: in one piece of memory, so that of a secret, which the caller
/// wipes, no copy stays behind.
private func readPiece(
    of descriptor: Int32, atMost count: Int, whole: Bool = false
) throws(SystemError) -> [UInt8] {
    var failure: SystemError?
    var piece = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
        while filled < count {
            let result = read(descriptor, buffer.baseAddress.map { $0 + filled }, count - filled)
            if result > 0 { filled += result }
            if result == 0 || (result > 0 && !whole) { return }
            guard result < 0 else { continue }
            let number = errno
            if number == EINTR { continue }
            do throws(SystemError) {
                guard number == EAGAIN else { throw SystemError(number: number) }
                try waitUntilReady(descriptor, for: POLLIN)
            } catch {
                failure = error
                return
            }
        }
    }
    guard let failure else { return piece }
    for index in piece.indices { piece[index] = 0 }
    throw failure
}
