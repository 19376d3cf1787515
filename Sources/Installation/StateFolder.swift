import Activation
import DurableFiles
import Refusals

/// The machine's folder: for each product one folder, of the product's id, that holds its product file, the
/// device key, the requests made and the license.
///
/// It is 0700 and its files 0600; it is refused where others may change it, or a file in it. Whoever changes something
/// holds the lock, and closes the folder to others; readers need none, because every file is replaced as a whole, and
/// change nothing. Its owner may let a group read it (``share(with:)``): then it is 0750 and its files 0640.
package struct StateFolder: Sendable {
    let folder: PrivateFolder

    /// How long a change waits for another process's, in milliseconds.
    package static let patience = 10_000

    /// Opens the folder that is there. One that another user shares with this one can be read.
    ///
    /// - Throws: `state.missing`, `state.other-owner`.
    package static func open(_ path: String) throws(Refusal) -> StateFolder {
        StateFolder(
            folder: try PrivateFolder(
                opening: path, missing: .stateMissing, otherOwner: .stateOtherOwner, closing: false,
                sharable: true))
    }

    /// Opens the folder; nil if it is not there.
    ///
    /// - Throws: `state.other-owner`.
    package static func openIfPresent(_ path: String) throws(Refusal) -> StateFolder? {
        do throws(Refusal) {
            return try open(path)
        } catch {
            if error.code == .stateMissing { return nil }
            throw error
        }
    }

    /// Opens the folder, or makes it.
    ///
    /// - Throws: `state.other-owner`, and what making folders throws.
    package static func openOrCreate(_ path: String) throws(Refusal) -> StateFolder {
        StateFolder(folder: try PrivateFolder(creating: path, otherOwner: .stateOtherOwner, sharable: true))
    }

    /// Where it is.
    package var path: String { folder.path }

    /// The products that this machine knows, by id.
    ///
    /// - Throws: what reading a folder throws.
    package func products() throws(Refusal) -> [ProductID] {
        try folder.entries().filter { $0.kind == .folder && !$0.isHidden }.compactMap { ProductID($0.name) }
    }

    /// The state of a product, to be read; nil if this machine does not know the product.
    ///
    /// - Throws: `state.other-owner`.
    package func product(_ id: ProductID) throws(Refusal) -> ProductState? {
        do throws(Refusal) {
            return ProductState(
                id: id, folder: try folder.subfolder(id.text, missing: .stateMissing, closing: false))
        } catch {
            if error.code == .stateMissing { return nil }
            throw error
        }
    }

    /// Changes the state of a product, alone: other processes wait.
    ///
    /// - Parameter patience: how long to wait for them, in milliseconds.
    /// - Throws: `state.busy` after that, and what `body` throws.
    package func change<Result>(
        _ id: ProductID, waitingAtMost patience: Int = patience,
        _ body: (ProductState) throws(Refusal) -> Result
    ) throws(Refusal) -> Result {
        try alone(waitingAtMost: patience) { () throws(Refusal) in
            let product = try folder.makeSubfolder(id.text)
            try product.removeLeftovers()
            let state = ProductState(id: id, folder: product)
            try state.finishReplacingDevice()
            return try body(state)
        }
    }

    /// Does something that nobody else may do at the same time, in a folder that is closed to others.
    ///
    /// - Throws: `state.other-owner` where the folder is only shared with this user.
    func alone<Result>(
        waitingAtMost patience: Int = patience, _ body: () throws(Refusal) -> Result
    ) throws(Refusal) -> Result {
        try folder.requireOwn()
        let lock = try folder.lock(.exclusive, waitingAtMost: patience, busy: .stateBusy)
        defer { lock.release() }
        try folder.close()
        try folder.finishRemoving()
        return try body()
    }
}
