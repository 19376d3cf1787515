import CommandSupport
import Countersign
import DurableFiles
import Installation
import Refusals

/// One installation for several users of a machine.
extension RequestCommand {
    /// Lets the group that was named read the state folder, which is made if it is missing.
    ///
    /// - Throws: `usage.invalid` if there is no such group; `folder.not-permitted` if the user is not in it.
    func share(in context: CommandContext) throws(Refusal) {
        guard let shared else { return }
        guard let id = groupID(named: shared) else {
            throw Refusal(
                .usageInvalid, "There is no group '\(shared)'.",
                remedy:
                    "Give one that 'getent group' lists, or make it first: groupadd \(ShellWord.quoted(shared))"
            )
        }
        let folder = try StateFolder.openOrCreate(state.pathToMake(in: context)).shared(with: id)
        let diagnostics = context.diagnostics(global.format)
        diagnostics.note(
            "The members of the group '\(shared)' can check the license in \(folder.path), and sign as this machine."
        )
        guard let closed = folderClosed(to: id, onWayTo: folder.path) else { return }
        diagnostics.warn(
            "They cannot reach it: \(shownPath(closed)) does not let them pass.",
            remedy:
                "Let them pass (chmod o+x \(ShellWord.quoted(closed))), or use a folder elsewhere, such as "
                + "--state /var/lib/countersign.")
    }
}
