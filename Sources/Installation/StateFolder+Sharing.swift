import Activation
import DurableFiles
import Refusals

extension StateFolder {
    /// Lets the members of a group check the licenses in the folder, from now on. They can read the device key, and so sign
    /// as this machine; they can change nothing.
    ///
    /// - Parameter group: the group's number.
    /// - Returns: the folder, opened again.
    /// - Throws: `folder.not-permitted` where the user is not in the group; `state.other-owner`, `state.busy`.
    package func shared(with group: UInt32) throws(Refusal) -> StateFolder {
        try alone { () throws(Refusal) in
            // The folder first: whatever is killed after that, its owner can go on, and nobody else gets in too early.
            try folder.share(with: group)
            for id in try products() { try folder.shareContent(of: id.text, with: group) }
        }
        return try StateFolder.openOrCreate(path)
    }
}
