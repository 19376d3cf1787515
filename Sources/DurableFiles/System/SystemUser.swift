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
