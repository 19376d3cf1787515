import CLinux

/// Whether an access control list gives rights to a file beside its permission bits.
func hasAccessList(_ file: borrowing FileDescriptor) -> Bool { countersign_has_access_list(file.number) }
