import CLinux

/// Whether something is mounted at a path, links followed: another file system, or a file or folder from elsewhere. False
/// where there is nothing, or where that cannot be told.
package func isMountPoint(_ path: String) -> Bool {
    if holdsNUL(path) { return false }
    let answer = countersign_is_mount(path)
    if answer >= 0 { return answer == 1 }
    // Then at least what is of another file system than its folder.
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")), let own = fileSystem(of: path),
        let above = fileSystem(of: String(path[...slash]))
    else { return false }
    return own != above
}
