import Glibc

/// The number of a group, by its name in the system's database, or by the number itself; nil where there is none such.
package func groupID(named name: String) -> UInt32? {
    var id: gid_t?
    lookUpGroup {
        getgrnam_r(name, $0, $1, $2, $3)
    } found: {
        id = $0.gr_gid
    }
    // The largest number stands for "none" in system calls.
    return id ?? UInt32(name).flatMap { $0 == .max ? nil : $0 }
}

/// The name of a group; nil where the system's database has none for it.
package func groupName(of id: UInt32) -> String? {
    var name: String?
    lookUpGroup {
        getgrgid_r(id, $0, $1, $2, $3)
    } found: { entry in
        if let text = entry.gr_name { name = String(cString: text) }
    }
    return name
}

/// Calls a function of the database with a buffer that is large enough.
private func lookUpGroup(
    _ look: (
        UnsafeMutablePointer<group>, UnsafeMutablePointer<CChar>, Int,
        UnsafeMutablePointer<UnsafeMutablePointer<group>?>
    ) -> Int32, found body: (group) -> Void
) {
    var size = 1_024
    while size <= 1_048_576 {
        let result = withUnsafeTemporaryAllocation(of: CChar.self, capacity: size) { buffer -> Int32 in
            guard let base = buffer.baseAddress else { return ENOMEM }
            var entry = group()
            var found: UnsafeMutablePointer<group>?
            let result = look(&entry, base, size, &found)
            // Used here, because the entry points into the buffer.
            if result == 0, found != nil { body(entry) }
            return result
        }
        switch result {
        case EINTR: continue
        case ERANGE: size *= 2
        default: return
        }
    }
}
