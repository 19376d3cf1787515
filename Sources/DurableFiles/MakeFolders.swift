import Glibc

/// Makes a folder with permissions 0700, and those above it that are missing, each durable. Returns false
/// where it was there already.
@discardableResult
func makeFolders(_ path: String) throws(SystemError) -> Bool {
    do throws(SystemError) {
        try makeFolder(path)
        return true
    } catch {
        switch error.number {
        case EEXIST: return false
        case ENOENT: break
        default: throw error
        }
    }
    let parent = withoutTrailingSlashes(SplitPath(path).folder)
    // A path that does not get shorter has no parent that could be made.
    guard parent.utf8.count < path.utf8.count, parent != "." else { throw SystemError(number: ENOENT) }
    try makeFolders(parent)
    do throws(SystemError) {
        try makeFolder(path)
        return true
    } catch {
        // Another process was quicker.
        guard error.number == EEXIST else { throw error }
        return false
    }
}

/// Makes a folder with permissions 0700 in an open one, durable. Returns false where it was there already.
func makeFolder(_ name: String, in folder: borrowing FileDescriptor) throws(SystemError) -> Bool {
    let parent = folder.number
    do throws(SystemError) {
        try retrying { mkdirat(parent, name, 0o700) }
    } catch {
        guard error.number == EEXIST else { throw error }
        return false
    }
    _ = fsync(parent)
    return true
}

private func makeFolder(_ path: String) throws(SystemError) {
    try retrying { mkdir(path, 0o700) }
    let parent = try? FileDescriptor(opening: SplitPath(path).folder, O_RDONLY | O_DIRECTORY)
    // As far as it can be had: a parent may be one that is not to be read.
    if let parent { _ = fsync(parent.number) }
}
