import CLinux
import Glibc

/// A new file that has no name until it gets its final one (`O_TMPFILE`, open(2)): where it is killed, nothing stays
/// behind. Not every file system has such files, and without `/proc` only privileged processes can name them.
final class UnnamedFile: DraftFile {
    private let file: FileDescriptor
    private let folder: TargetFolder

    var hasName: Bool { false }
    var number: Int32 { file.number }

    /// - Throws: mostly EOPNOTSUPP where the file system has no such files.
    init(in folder: TargetFolder, mode: mode_t) throws(SystemError) {
        file = try FileDescriptor(
            opening: ".", in: folder.descriptor, countersign_o_tmpfile | O_WRONLY, mode: mode)
        self.folder = folder
    }

    func synchroniseFolder() throws(SystemError) {
        try folder.synchronise(with: file)
    }

    /// - Throws: ENOTSUP where it is to replace a file: only a file with a name can. EEXIST where the name is taken.
    func place(as target: String, overwrite: Bool) throws(SystemError) {
        guard !overwrite else { throw SystemError(number: ENOTSUP) }
        let parent = folder.descriptor.number
        let number = file.number
        do throws(SystemError) {
            try retrying {
                PathText.withBytes(of: target) { linkat(number, "", parent, $0, countersign_at_empty_path) }
            }
        } catch {
            // The kernel says so where the process lacks CAP_DAC_READ_SEARCH.
            guard error.number == ENOENT else { throw error }
            let name = "/proc/self/fd/\(number)"
            try retrying {
                PathText.withBytes(of: target) { linkat(AT_FDCWD, name, parent, $0, AT_SYMLINK_FOLLOW) }
            }
        }
    }
}
