import Glibc
import Refusals

/// The words in which a private folder, the machine's or the vendor's, is refused.
struct PrivateFolderRefusals {
    /// The code that is thrown where the folder is another user's; it tells which of the two folders it is.
    let otherOwner: RefusalCode

    private var isVault: Bool { otherOwner == .vaultOtherOwner }
    private var folder: Fact { .folder(isVault ? .vault : .state) }

    /// Why the folder could not be opened or made.
    func opening(_ path: String, _ error: SystemError) -> Refusal {
        let shown = shownPath(path)
        switch error.number {
        case SystemError.shared.number:
            return Refusal(
                .folderNotPermitted, "\(shownPath(path)) holds other files, and other users can read it.",
                remedy: "Name a new folder, or an empty one.")
        case SystemError.otherOwner.number:
            return otherOwner(path)
        case SystemError.foreignLink.number:
            return foreignLink(error.place ?? path)
        case SystemError.writableByOthers.number:
            return open(path, to: "change")
        case ENOENT where symbolicLinkTarget(of: withoutTrailingSlashes(path)) != nil, ELOOP:
            return Refusal(
                .fileUnwritable, "\(shown) is a link that leads to no folder.",
                remedy: "Make the folder that it leads to, or use another one.", facts: [folder])
        case ENOTDIR, EEXIST:
            return Refusal(
                .fileUnwritable, "\(shown) is not a folder.", remedy: "Use another name.", facts: [folder])
        case EACCES:
            if let foreign = foreignFolder(onWayTo: path) { return otherOwner(foreign) }
            return reworded(error.writing(path))
        default:
            return reworded(error.writing(path))
        }
    }

    /// Why a file in the folder could not be read.
    func reading(_ path: String, _ error: SystemError) -> Refusal {
        switch error.number {
        case SystemError.otherOwner.number: otherOwner(path)
        case SystemError.writableByOthers.number: open(path, to: "change")
        case SystemError.readableByOthers.number: open(path, to: "read")
        case ELOOP: notAFile(path, "is a link")
        case EISDIR: notAFile(path, "is a folder")
        case ENOTSUP, ENXIO: notAFile(path, "is no regular file")
        default: error.reading(path)
        }
    }

    /// Something else has the name of a file of this folder. What the user gave to the program is not at fault.
    private func notAFile(_ path: String, _ what: String) -> Refusal {
        Refusal(
            isVault ? .vaultDamaged : .stateDamaged,
            "\(shownPath(path)) \(what); a file of the \(isVault ? "vault" : "state folder") belongs there.",
            remedy: isVault
                ? "Move it away, and restore the file from a backup."
                : "Move it away, and restore the file from a backup. If you have none, try again: the next message "
                    + "says what to do.")
    }

    /// Others have rights that only the owner may have.
    private func open(_ path: String, to verb: String) -> Refusal {
        let mode = (try? status(at: path)).map { String($0.st_mode & 0o7777, radix: 8) } ?? "too wide"
        let again =
            isVault
            ? "" : " If somebody may have done so, make a new request with a new device key after that."
        return Refusal(
            otherOwner, "Other users can \(verb) \(shownPath(path)): its permissions are \(mode).",
            remedy: "Take the permission away: chmod go-rwx \(shownPath(path))"
                + (again.isEmpty ? "" : "." + again),
            facts: [folder, .openToOthers(path: path)])
    }

    /// Whoever owns a link says where it leads.
    private func foreignLink(_ path: String) -> Refusal {
        var owner = "another user"
        var found = stat()
        if PathText.withBytes(of: path, { lstat($0, &found) }) == 0 {
            owner = loginName(of: found.st_uid) ?? "user \(found.st_uid)"
        }
        return Refusal(
            otherOwner,
            "The link \(shownPath(path)) belongs to \(owner), but you are \(currentUser().name).",
            remedy: "Name the folder itself, not the link.")
    }

    /// Why root does not make the folder in another user's.
    func making(_ path: String, in place: String, of id: uid_t) -> Refusal {
        let owner = loginName(of: id) ?? "user \(id)"
        return Refusal(
            otherOwner,
            "\(shownPath(path)) was not made: you are root, and \(shownPath(place)) belongs to \(owner).",
            remedy: "Do it as \(owner), or use a folder of root's.",
            facts: [folder, .owner(owner), .wouldBeMade])
    }

    /// Says whose it is.
    func otherOwner(_ path: String) -> Refusal {
        guard let found = try? status(at: path) else { return Refusal(otherOwner) }
        let owner = loginName(of: found.st_uid) ?? "user \(found.st_uid)"
        return Refusal(
            otherOwner, "\(shownPath(path)) belongs to \(owner), but you are \(currentUser().name).",
            remedy: "Use it as \(owner), or use another folder.", facts: [folder, .owner(owner)])
    }

    /// Runs `body`, which writes a file of the folder; where the place is at fault, its refusal says how to name another
    /// one.
    func writing<Result>(_ path: String, _ body: () throws(Refusal) -> Result) throws(Refusal) -> Result {
        do throws(Refusal) {
            return try body()
        } catch {
            throw error.code == .fileIsFolder ? notAFile(path, "is a folder") : reworded(error)
        }
    }

    private func reworded(_ refusal: Refusal) -> Refusal {
        switch refusal.code {
        case .folderReadOnly:
            Refusal(
                refusal.code, refusal.sentence,
                remedy: "Turn off its write protection, or use another folder.", facts: [folder])
        case .folderNotPermitted:
            Refusal(
                refusal.code, refusal.sentence, remedy: "Use a folder of your own.", facts: [folder])
        default: refusal
        }
    }

    /// The folder that may not be opened or entered, if it is another user's: the first from the end of the path
    /// that can be seen at all.
    private func foreignFolder(onWayTo path: String) -> String? {
        var path = withoutTrailingSlashes(path)
        while true {
            do throws(SystemError) {
                return try status(at: path).st_uid == geteuid() ? nil : path
            } catch {
                let parent = withoutTrailingSlashes(SplitPath(path).folder)
                guard error.number == EACCES, parent.utf8.count < path.utf8.count else { return nil }
                path = parent
            }
        }
    }
}
