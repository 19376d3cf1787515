import Glibc

/// Makes a folder with permissions 0700 in an open one, durable. Returns false where it was there already.
func makeFolder(_ name: String, in folder: borrowing FileDescriptor) throws(SystemError) -> Bool {
    let parent = folder.number
    do throws(SystemError) {
        try retrying { PathText.withBytes(of: name) { mkdirat(parent, $0, 0o700) } }
    } catch {
        guard error.number == EEXIST else { throw error }
        return false
    }
    // As far as it can be had: it may be one that is not to be read. What a folder is found by alone cannot be synchronised.
    if let readable = try? FileDescriptor(opening: ".", in: folder, O_RDONLY | O_DIRECTORY) {
        _ = fsync(readable.number)
    }
    return true
}
