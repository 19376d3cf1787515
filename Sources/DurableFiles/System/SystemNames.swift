import CLinux
import Glibc

/// The user a process acts for.
package struct SystemUser: Hashable, Sendable {
    /// The effective user id, which also owns the files the process makes.
    package let id: UInt32
    /// The login name; the id in decimal where the system knows no name for it.
    package let name: String
}

/// The user this process acts for. The name comes from the system's user database, which may be a
/// directory service; where that does not answer, the name is the id.
package func currentUser() -> SystemUser {
    let id = geteuid()
    return SystemUser(id: id, name: loginName(of: id) ?? String(id))
}

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

func loginName(of id: uid_t) -> String? {
    var size = 1_024
    while size <= 1_048_576 {
        var name: String?
        let result = withUnsafeTemporaryAllocation(of: CChar.self, capacity: size) { buffer -> Int32 in
            guard let base = buffer.baseAddress else { return ENOMEM }
            var entry = passwd()
            var found: UnsafeMutablePointer<passwd>?
            let result = getpwuid_r(id, &entry, base, size, &found)
            // Copied here, because the entry points into the buffer.
            if result == 0, found != nil, let login = entry.pw_name { name = String(cString: login) }
            return result
        }
        switch result {
        case EINTR: continue
        case ERANGE: size *= 2
        default: return name
        }
    }
    return nil
}

/// The kernel's version, such as (6, 1); (0, 0) where it is not told.
func kernelVersion() -> (major: Int, minor: Int) {
    var names = utsname()
    guard uname(&names) == 0 else { return (0, 0) }
    let release = withUnsafeBytes(of: &names.release) { Array($0.prefix { $0 != 0 }) }
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    let parts = release.split { !digits.contains($0) }.map { Int(String(decoding: $0, as: UTF8.self)) ?? 0 }
    return parts.count >= 2 ? (parts[0], parts[1]) : (0, 0)
}

/// The environment variables of this process; none where something has cleared them.
package func environmentVariables() -> [String: String] {
    var result: [String: String] = [:]
    guard var entry = countersign_environment() else { return result }
    while let pointer = entry.pointee {
        let text = String(cString: pointer)
        if let equals = text.firstIndex(of: "=") {
            result[String(text[..<equals])] = String(text[text.index(after: equals)...])
        }
        entry += 1
    }
    return result
}
