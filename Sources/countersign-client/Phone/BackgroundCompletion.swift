import Cryptography
import Dispatch
import Refusals
import Synchronization

/// The table that completes signatures. It takes a second to make: while somebody types, if it is begun then, and else
/// when it is needed.
final class BackgroundCompletion: Sendable {
    private let table = Mutex<Result<SignatureCompletion, CryptographyError>?>(nil)

    /// Begins to make it.
    func begin() {
        DispatchQueue.global().async { _ = self.made() }
    }

    /// The table, as soon as it is there.
    func value() throws(Refusal) -> SignatureCompletion {
        switch made() {
        case .success(let completion): return completion
        case .failure: throw Refusal(.internalInconsistency, "The table for the signature could not be made.")
        }
    }

    /// Whoever comes second waits for the first.
    private func made() -> Result<SignatureCompletion, CryptographyError> {
        table.withLock { table in
            if let table { return table }
            let made = Result { () throws(CryptographyError) in try SignatureCompletion() }
            table = made
            return made
        }
    }
}
