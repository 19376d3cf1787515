import Glibc

/// Whether a path is in a folder, at whatever depth and under whatever names: links are followed and `..` is where it
/// leads. Also if the path is a link to something in there. False where the folder is missing.
package func isInside(_ path: String, folder: String) -> Bool {
    guard let kept = try? status(at: folder) else { return false }
    if leads(upFrom: SplitPath(path).folder, to: kept) { return true }
    guard let end = linkEnd(of: path) else { return false }
    return leads(upFrom: SplitPath(end).folder, to: kept)
}

/// Whether a folder is that one, or one above it is.
private func leads(upFrom start: String, to kept: stat) -> Bool {
    var (place, below): (String, stat?) = (start, nil)
    while let found = try? status(at: place) {
        if isSame(found, kept) { return true }
        // Above the root is the root.
        if let below, isSame(found, below) { return false }
        (place, below) = (place + "/..", found)
    }
    return false
}

private func isSame(_ one: stat, _ other: stat) -> Bool {
    one.st_dev == other.st_dev && one.st_ino == other.st_ino
}

/// Where a path leads in the end, without links; nil where it leads nowhere.
private func linkEnd(of path: String) -> String? {
    PathText.withBytes(of: path) { bytes in
        guard let end = realpath(bytes, nil) else { return nil }
        defer { free(end) }
        return PathText.text(end)
    }
}
