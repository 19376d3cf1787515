import CommandSupport
import DurableFiles
import Issuing
import Refusals

extension AnsweringPlan {
    /// No document has more parts, and so no request needs more photographs.
    private static let mostPictures = 32

    /// Whether the inputs may be several pictures of one request.
    static func mayBeOneRequest(_ inputs: [String], _ kinds: [FileKind?]) -> Bool {
        2...mostPictures ~= inputs.count && kinds.allSatisfy { $0 == .regular }
            && inputs.allSatisfy(InputReader.isPicture)
    }

    /// The refusal of what is no folder for many licenses.
    static func notFolder(_ out: String) throws(Refusal) -> Refusal? {
        guard try fileKind(at: out) != .folder else { return nil }
        return Refusal(
            .folderMissing, "\(shownPath(out)) is not a folder, and there may be many licenses.",
            remedy: "Make the folder first, or leave out --out: then each license goes beside its request.")
    }

    /// The refusal of an input that is not there, which also says so of the folder for the answers.
    static func missing(_ input: String, _ out: String?) throws(Refusal) -> Refusal {
        let sentence = "There is no \(input.hasSuffix("/") ? "folder" : "file") \(shownPath(input))"
        guard let out, out.hasSuffix("/"), try fileKind(at: out) == nil else {
            return Refusal(.fileNotFound, sentence + ".")
        }
        return Refusal(
            .fileNotFound, "\(sentence), and no folder \(shownPath(out)) either.",
            remedy: "Check both names; the folder for the licenses must be there, too.")
    }

    /// A file that was named twice, or named beside its own folder, is answered once. What was named counts: it
    /// must be a request.
    static func withoutRepetitions(_ items: [Item]) -> [Item] {
        var kept: [Item] = []
        var places: [String: Int] = [:]
        for item in items {
            let path = plainPath(item.input)
            guard let place = places[path] else {
                places[path] = kept.count
                kept.append(item)
                continue
            }
            if kept[place].isFromFolder { kept[place] = item }
        }
        return kept
    }

    /// Refuses inputs whose licenses would have one name, before any is answered: one of the two would be in the
    /// ledger and nowhere else.
    func requireSeparateOutputs() throws(Refusal) {
        let groups = Dictionary(grouping: items) { Self.plainPath($0.outputInFolder) }
        for group in groups.values.filter({ $0.count > 1 }) {
            // What is passed over in a folder is in nobody's way.
            let requests = group.filter { !$0.isFromFolder || Self.isRequest($0) }
            guard requests.count > 1 else { continue }
            let names = requests.prefix(3).map(\.shownInput).joined(separator: ", ")
            throw Refusal(
                .usageInvalid,
                "\(requests.count) requests would be answered in the same file "
                    + "\(shownPath(requests[0].outputInFolder)): \(names).",
                remedy: "Answer each folder into an --out of its own, or rename one.")
        }
    }

    private static func isRequest(_ item: Item) -> Bool {
        // Not looked into, because that takes time, and would be done twice.
        if InputReader.isPicture(item.input) { return true }
        guard let bytes = try? readFile(item.input, limit: InputReader.textLimit, regularFilesOnly: true)
        else {
            return false
        }
        var batch = CheckedBatch(checking: [
            IncomingRequest(name: item.shownInput, bytes: bytes, carrier: item.carrier)
        ])
        return batch.removeOtherKinds { _, _ in true }.isEmpty
    }

    /// The path without the steps that lead nowhere: `./in//yard` is `in/yard`.
    private static func plainPath(_ path: String) -> String {
        let steps = path.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
        return path.hasPrefix("/") ? "/" + steps : steps
    }
}
