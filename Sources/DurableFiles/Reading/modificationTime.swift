import Glibc

/// When the content of a file was last changed, in seconds since 1970; nil where that cannot be told. Links are
/// followed. Being allowed to pass through the folders is enough; the file need not be readable.
package func modificationTime(of path: String) -> Int64? {
    if holdsNUL(path) { return nil }
    guard let found = try? status(at: path), FileKind(mode: found.st_mode) == .regular else { return nil }
    return Int64(found.st_mtim.tv_sec)
}
