import Glibc

/// The machine's name in the network, at most 64 bytes on Linux; empty where it has none.
package func hostName() -> String {
    var buffer = [UInt8](repeating: 0, count: 256)
    let succeeded = buffer.withUnsafeMutableBytes { bytes in
        guard let base = bytes.assumingMemoryBound(to: CChar.self).baseAddress else { return false }
        // One byte is kept back, because a name cut short need not end with a zero.
        return gethostname(base, bytes.count - 1) == 0
    }
    return succeeded ? String(decoding: buffer.prefix { $0 != 0 }, as: UTF8.self) : ""
}
