import Glibc
import Refusals

/// Writes all the bytes to an open descriptor, such as standard output, which stays the caller's.
///
/// `name` is what it is called in a refusal. Throws `disk.full` or `file.unwritable`.
package func writeDescriptor(
    _ bytes: [UInt8], to descriptor: Int32, named name: String
) throws(Refusal) {
    do throws(SystemError) {
        try writeAll(bytes, to: descriptor)
    } catch {
        throw error.writing(name)
    }
}

func writeAll(_ bytes: [UInt8], to descriptor: Int32) throws(SystemError) {
    var written = 0
    while written < bytes.count {
        let start = written
        do throws(SystemError) {
            written += try retrying {
                bytes.withUnsafeBytes {
                    write(
                        descriptor, UnsafeRawBufferPointer(rebasing: $0[start...]).baseAddress,
                        $0.count - start)
                }
            }
        } catch {
            guard error.number == EAGAIN else { throw error }
            try waitUntilReady(descriptor, for: POLLOUT)
        }
    }
}
