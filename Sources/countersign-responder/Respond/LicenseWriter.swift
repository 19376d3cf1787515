import DurableFiles
import Issuing
import Refusals

/// Writes licenses and time corrections that the ledger holds. A file that is there already with the very same
/// document is left as it is: so a run that was interrupted can be done again.
struct LicenseWriter: Sendable {
    let overwrite: Bool

    /// Refuses what could not be written, before anything is granted.
    ///
    /// - Parameter isRepeated: whether the answer was given before, so that a file of that name may be it.
    func requireUsable(_ path: String, isRepeated: Bool) throws(Refusal) {
        if !overwrite, !isRepeated, try isNameTaken(path), try fileKind(at: path) ?? .regular == .regular {
            throw Refusal(.fileExists, "\(shownPath(path)) already exists and was not overwritten.")
        }
        do throws(Refusal) {
            try requireWritable(path)
        } catch {
            throw Self.naming(path, error)
        }
    }

    /// Nobody named a folder where a file is needed: the answer's name is made from the request's.
    private static func naming(_ path: String, _ refusal: Refusal) -> Refusal {
        guard refusal.code == .fileIsFolder else { return refusal }
        return Refusal(
            .fileExists, "\(shownPath(path)) is a folder and was not overwritten.",
            remedy: "Move the folder away, or name another place with --out.")
    }

    func write(_ document: OutgoingDocument, to path: String) throws(Refusal) {
        do throws(Refusal) {
            try writeAtomically(document.armoured, to: path, mode: 0o644, overwrite: overwrite)
        } catch {
            guard error.code == .fileExists, isThere(document, at: path) else {
                throw Self.naming(path, error)
            }
        }
    }

    /// Writes many, durable together.
    ///
    /// - Returns: why files were not written, by their paths.
    func write(_ documents: [(document: OutgoingDocument, path: String)]) -> [String: Refusal] {
        var refusals: [String: Refusal] = [:]
        for (folder, files) in Dictionary(grouping: documents, by: { Self.folder(of: $0.path) }) {
            var batch = DurableBatch(folder: folder, mode: 0o644, overwrite: overwrite)
            var taken: Set<String> = []
            let first = files.filter { taken.insert($0.path).inserted }
            for file in first { batch.add(file.document.armoured, as: Self.name(of: file.path)) }
            for (file, outcome) in zip(first, batch.write()) {
                guard let refusal = outcome.refusal else { continue }
                if refusal.code == .fileExists, isThere(file.document, at: file.path) { continue }
                refusals[file.path] = Self.naming(file.path, refusal)
            }
            // Two inputs whose licenses would have the same name: the first one has it.
            for file in files where first.count < files.count && refusals[file.path] == nil {
                if !isThere(file.document, at: file.path) { refusals[file.path] = Refusal(.fileExists) }
            }
        }
        return refusals
    }

    private func isThere(_ document: OutgoingDocument, at path: String) -> Bool {
        (try? readFile(path, limit: InputReader.textLimit, regularFilesOnly: true)) == document.armoured
    }

    static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private static func name(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
    }
}
