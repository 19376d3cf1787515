import Glibc
import Refusals

/// The bytes of a file, a pipe or a device such as `/dev/stdin`; never more than `limit` of them.
///
/// - Parameters:
///   - path: where it is; links are followed.
///   - limit: the largest size accepted, in bytes. One byte more is read to know that it was exceeded.
///   - regularFilesOnly: refuse pipes and devices without opening them. Without it, a pipe is waited for.
///
/// Throws `file.not-found`, `file.is-folder`, `file.unreadable`, or `document.too-large` with the sizes.
package func readFile(
    _ path: String, limit: Int, regularFilesOnly: Bool = false
) throws(Refusal) -> [UInt8] {
    if holdsNUL(path) { throw SystemError(number: ENOENT).reading(path) }
    let content: BoundedContent
    do throws(SystemError) {
        content = try BoundedContent(of: openFile(path, regularFilesOnly: regularFilesOnly), limit: limit)
    } catch {
        throw error.reading(path)
    }
    return try content.bytes(from: path)
}

/// The bytes of a file, of which the first ones say how large it may be.
///
/// - Parameters:
///   - path: where it is; links are followed.
///   - regularFilesOnly: refuse pipes and devices without opening them. Without it, a pipe is waited for.
///   - limit: says how many bytes are accepted, at least 64, from the first 64 bytes or all there are. One byte
///     more is read to know that it was exceeded.
///
/// Throws `file.not-found`, `file.is-folder`, `file.unreadable`, `document.too-large`, and what `limit` throws.
package func readFile(
    _ path: String, regularFilesOnly: Bool = false,
    limit: (_ beginning: [UInt8]) throws(Refusal) -> Int
) throws(Refusal) -> [UInt8] {
    if holdsNUL(path) { throw SystemError(number: ENOENT).reading(path) }
    let file = try openToRead(path, regularFilesOnly: regularFilesOnly)
    let beginning = try content(of: file, limit: 63, named: path).all
    let content = try content(of: file, limit: limit(beginning), after: beginning, named: path)
    return try content.bytes(from: path)
}

private func openToRead(_ path: String, regularFilesOnly: Bool) throws(Refusal) -> FileDescriptor {
    do throws(SystemError) {
        return try openFile(path, regularFilesOnly: regularFilesOnly)
    } catch {
        throw error.reading(path)
    }
}

private func content(
    of file: borrowing FileDescriptor, limit: Int, after beginning: [UInt8] = [], named path: String
) throws(Refusal) -> BoundedContent {
    do throws(SystemError) {
        return try BoundedContent(of: file.number, limit: limit, after: beginning)
    } catch {
        throw error.reading(path)
    }
}

private func openFile(_ path: String, regularFilesOnly: Bool) throws(SystemError) -> FileDescriptor {
    // Looked at before it is opened as well: opening a device can already set it going.
    if regularFilesOnly { try requireRegular(status(at: path)) }
    let file = try FileDescriptor(opening: path, O_RDONLY | (regularFilesOnly ? O_NONBLOCK : 0))
    if regularFilesOnly { try requireRegular(status(of: file)) }
    return file
}

/// The first bytes of a regular file, at most `count` of them; for files of the kernel that grow with the
/// machine and cost time to make, such as `/proc/cpuinfo`.
///
/// Throws `file.not-found`, `file.is-folder` or `file.unreadable`.
package func readBeginning(of path: String, count: Int) throws(Refusal) -> [UInt8] {
    if holdsNUL(path) { throw SystemError(number: ENOENT).reading(path) }
    do throws(SystemError) {
        try requireRegular(status(at: path))
        let file = try FileDescriptor(opening: path, O_RDONLY | O_NONBLOCK)
        try requireRegular(status(of: file))
        return try BoundedContent(of: file, limit: count).beginning
    } catch {
        throw error.reading(path)
    }
}

/// The bytes that come on standard input until its end; never more than `limit` of them.
///
/// Throws `file.unreadable`, `file.is-folder`, or `document.too-large`.
package func readStandardInput(limit: Int) throws(Refusal) -> [UInt8] {
    try readDescriptor(STDIN_FILENO, limit: limit, named: "standard input")
}

/// The bytes of an open descriptor from where it stands to its end; never more than `limit` of them.
///
/// The descriptor stays open and stays the caller's; `name` is what it is called in a refusal. Throws as
/// ``readStandardInput(limit:)`` does.
package func readDescriptor(_ descriptor: Int32, limit: Int, named name: String) throws(Refusal) -> [UInt8] {
    let content: BoundedContent
    do throws(SystemError) {
        content = try BoundedContent(of: descriptor, limit: limit)
    } catch {
        throw error.reading(name)
    }
    return try content.bytes(from: name)
}

/// Fails unless this is a regular file: with EISDIR for a folder, else with ENOTSUP.
func requireRegular(_ found: stat) throws(SystemError) {
    switch FileKind(mode: found.st_mode) {
    case .regular: return
    case .folder: throw SystemError(number: EISDIR)
    case .other: throw SystemError(number: ENOTSUP)
    }
}
