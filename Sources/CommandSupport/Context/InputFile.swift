import DurableFiles
import Glibc
import Refusals

/// A file opened for reading, closed at the end of its life. Pipes and devices do too: `<(pass show vault)`.
package struct InputFile: ~Copyable {
    private let descriptor: Int32
    private let path: String
    private let mode: mode_t

    /// - Throws: `file.not-found`, `file.is-folder`, `file.unreadable`.
    package init(path: String) throws(Refusal) {
        let descriptor = PathText.withBytes(of: path) { open($0, O_RDONLY | O_CLOEXEC | O_NOCTTY) }
        guard descriptor >= 0 else {
            let code = errno
            if code == ENOENT || code == ENOTDIR {
                throw Refusal(.fileNotFound, "\(path): the file does not exist.")
            }
            throw Refusal(.fileUnreadable, "\(path) cannot be read: \(ErrorNumber.text(of: code)).")
        }
        var status = stat()
        let isKnown = fstat(descriptor, &status) == 0
        if isKnown, status.st_mode & S_IFMT == S_IFDIR {
            close(descriptor)
            throw Refusal(.fileIsFolder, "\(path) is a folder; a file is needed.")
        }
        self.descriptor = descriptor
        self.path = path
        mode = isKnown ? status.st_mode : 0
    }

    deinit {
        close(descriptor)
    }

    /// Lets `body` read it; what it is given must not outlive the call.
    package func withSource<Result>(_ body: (DescriptorSource) throws(Refusal) -> Result) throws(Refusal)
        -> Result
    {
        try body(DescriptorSource(descriptor: descriptor, name: path))
    }

    /// The same for a file that holds a secret: it is read, but with a warning if others can read it.
    package func withSecretSource<Result>(
        in context: CommandContext, _ body: (DescriptorSource) throws(Refusal) -> Result
    ) throws(Refusal) -> Result {
        if isReadableByOthers {
            context.diagnostics().warn(
                "Other users of this machine can read '\(path)'.",
                remedy: "Take the permission away: chmod 600 \(path)")
        }
        return try withSource(body)
    }

    /// Whether the permissions of a regular file let its group or everybody read it.
    var isReadableByOthers: Bool { mode & S_IFMT == S_IFREG && mode & (S_IRGRP | S_IROTH) != 0 }
}
