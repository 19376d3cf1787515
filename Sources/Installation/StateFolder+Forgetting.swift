import Activation
import DurableFiles
import Refusals

extension StateFolder {
    /// Takes all that is kept of a product out of the folder: its product file, license, requests, device key and the
    /// clock's record. It cannot be had back.
    ///
    /// - Returns: false where this machine does not know the product.
    /// - Throws: `state.busy`; `state.other-owner`; `file.unwritable` where a link or a folder of others is in the way.
    package func forget(_ id: ProductID) throws(Refusal) -> Bool {
        try alone { () throws(Refusal) in try folder.removeSubfolder(id.text) }
    }
}
