import CConfinement
import Glibc

/// A picture in a file that is in no folder and that nobody can change any more: a process that inherits it can
/// read it at its own pace, and nobody has to write to a pipe while it reads.
struct MemoryFile: ~Copyable {
    let descriptor: Int32

    /// Nil where the kernel has no room for it.
    init?(_ bytes: [UInt8]) {
        descriptor = countersign_memory_file()
        guard descriptor >= 0 else { return nil }
        guard Self.write(bytes, to: descriptor), countersign_seal(descriptor) == 0 else { return nil }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// At places of the file, so that whoever reads it begins at its beginning.
    private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        bytes.withUnsafeBytes { buffer in
            var written = 0
            while written < buffer.count {
                let rest = UnsafeRawBufferPointer(rebasing: buffer[written...])
                let result = pwrite(descriptor, rest.baseAddress, rest.count, off_t(written))
                if result > 0 { written += result } else if result == 0 || errno != EINTR { return false }
            }
            return true
        }
    }
}
