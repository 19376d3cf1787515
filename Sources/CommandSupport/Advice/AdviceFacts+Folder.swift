import Refusals

extension AdviceFacts {
    /// About a folder that only its owner may use, and that an option names.
    func folderAdvice(for code: RefusalCode) -> String? {
        guard let folder else { return nil }
        if let openPath {
            // Nothing stands after the command, so that it can be copied to the end of the line.
            let command = "chmod go-rwx \(ShellWord.quoted(openPath))"
            guard folder == .state else { return "Close it to others: \(command)" }
            return
                "Close it to others; then, if somebody may have read or changed it, make a new request with "
                + "--new-device. To close it: \(command)"
        }
        let option = folder == .vault ? "--vault" : "--state"
        switch (code, owner) {
        case (.fileUnwritable, _): return "Make a folder there, or name another one with \(option)."
        case (.folderReadOnly, _):
            return "Switch its write protection off, or name another folder with \(option)."
        case (.folderNotPermitted, _): return "Name a folder of your own with \(option)."
        case (.vaultOtherOwner, let owner?):
            return "Run the command as \(owner), or name another vault with --vault."
        case (.stateOtherOwner, let owner?):
            return "Run the command as \(owner), or, if you made the request yourself, leave out --state and "
                + "COUNTERSIGN_STATE."
        default: return nil
        }
    }
}
