import Activation
import CommandSupport
import DurableFiles
import Issuing
import Refusals

/// Which inputs are answered where.
struct AnsweringPlan: Sendable {
    /// One input and where its answer goes.
    struct Item: Sendable {
        let input: String
        /// The license's file; nil for standard output.
        private(set) var output: String?
        /// Whether the file was named as it is to be, rather than after the input.
        var isOutputNamed = false
        /// Whether it was found in a folder rather than named.
        let isFromFolder: Bool

        /// Which of several requests in one picture it is, counted from 1.
        private(set) var place = 1
        /// Whether there are more requests in the same picture.
        private(set) var isOneOfSeveral = false

        /// What to call it in messages and in the audit log.
        var shownInput: String {
            let name = input == "-" ? "standard input" : shownPath(input)
            return place == 1 ? name : "\(name), code \(place)"
        }

        /// The same for another request in the same picture: `photo.jpg-2.license` is beside `photo.jpg.license`.
        func request(_ place: Int, isOneOfSeveral: Bool) -> Item {
            var item = self
            item.isOneOfSeveral = isOneOfSeveral
            guard place > 1 else { return item }
            let ending = ".license"
            let name = outputInFolder
            item.place = place
            item.output =
                "\(name.hasSuffix(ending) ? String(name.dropLast(ending.count)) : name)-\(place)\(ending)"
            return item
        }

        /// Whether it is in nobody's way if it is no document of ours: what lies in a folder, unless its name says
        /// that it is a request, for which somebody waits.
        var mayBeAnything: Bool { isFromFolder && !input.hasSuffix(AnsweringPlan.requestSuffix) }

        /// Over what it came, if it is no picture.
        var carrier: Carrier { input == "-" ? .text : .file }

        /// The license's file, where there must be one.
        var outputInFolder: String { output ?? AnsweringPlan.licenseName(for: input) }

        /// The file for what came of it: a time correction is called one, unless its name was given.
        func output(for document: OutgoingDocument) -> String? {
            output(isCorrection: document.kind == .correction)
        }

        /// The same, before it is made.
        func output(isCorrection: Bool) -> String? {
            guard let output, isCorrection, !isOutputNamed else { return output }
            return Self.correctionName(output)
        }

        /// The same, where there must be one.
        func outputInFolder(for document: OutgoingDocument) -> String {
            document.kind == .correction ? Self.correctionName(outputInFolder) : outputInFolder
        }

        private static func correctionName(_ name: String) -> String {
            (name.hasSuffix(".license") ? String(name.dropLast(".license".count)) : name) + ".correction"
        }

        func read(with reader: InputReader) -> Result<InputContent, Refusal> {
            Result { () throws(Refusal) in
                // What lies in a folder may be anything; a pipe there must not stop the others.
                try reader.content(of: input, regularFilesOnly: isFromFolder)
            }
        }
    }

    /// No document has more parts, and so no request needs more photographs.
    private static let mostPictures = 32

    fileprivate static let requestSuffix = ".request"

    let items: [Item]
    /// Whether it is one named input, answered by itself.
    let isSingle: Bool
    /// The item for what comes to one answer: a single input, or several pictures of one request, which only looking
    /// into them tells. Nil where there are several answers in any case.
    let single: Item?
    /// Why the answers cannot be several: --out names a file.
    let mustBeOne: Refusal?
    /// The folder that all licenses go to, if one was named.
    let out: String?
    /// The folders among the inputs.
    let folders: [String]
    /// The folders in them, which are not looked into.
    private(set) var subfolders: [String] = []

    init(inputs: [String], out: String?) throws(Refusal) {
        let kinds = try inputs.map { (input) throws(Refusal) in input == "-" ? nil : try fileKind(at: input) }
        isSingle = inputs.count == 1 && kinds[0] != .folder
        let mayBeOne = isSingle || Self.mayBeOneRequest(inputs, kinds)
        self.out = out
        folders = zip(inputs, kinds).filter { $0.1 == .folder }.map(\.0)
        if isSingle {
            if inputs[0] != "-", kinds[0] == nil { throw try Self.missing(inputs[0], out) }
            let item = try Self.single(inputs[0], out)
            (items, single, mustBeOne) = ([item], item, nil)
            return
        }
        guard !inputs.contains("-") else {
            throw Refusal(
                .usageInvalid, "'-' must be the only input.", remedy: "Answer standard input by itself.")
        }
        mustBeOne = try out.flatMap { (out) throws(Refusal) in try Self.notFolder(out) }
        if let mustBeOne, !mayBeOne { throw mustBeOne }
        single = mayBeOne ? try Self.single(inputs[0], out) : nil
        var found: [Item] = []
        for (input, kind) in zip(inputs, kinds) {
            guard kind == .folder else {
                found.append(Self.item(input, out, isFromFolder: false))
                continue
            }
            let entries = try listFolder(input).filter { !$0.isHidden }
            found += entries.filter { $0.kind == .regular }.map {
                Self.item(joinedPath(input, $0.name), out, isFromFolder: true)
            }
            subfolders += Self.folders(entries, in: input, unlessNamed: folders, out)
        }
        items = Self.withoutRepetitions(found)
        if mustBeOne == nil { try requireSeparateOutputs() }
    }

    /// Those that nobody named: where the answers go is no folder of requests.
    private static func folders(
        _ entries: [FolderEntry], in input: String, unlessNamed named: [String], _ out: String?
    ) -> [String] {
        let taken = Set((named + [out].compactMap(\.self)).map(plainPath))
        return entries.filter { $0.kind == .folder }.map { joinedPath(input, $0.name) }
            .filter { !taken.contains(plainPath($0)) }
    }

    private static func item(_ input: String, _ out: String?, isFromFolder: Bool) -> Item {
        let beside = licenseName(for: input)
        let output = out.map { joinedPath($0, lastName(of: beside)) } ?? beside
        return Item(input: input, output: output, isFromFolder: isFromFolder)
    }

    private static func single(_ input: String, _ out: String?) throws(Refusal) -> Item {
        guard let out, out != "-" else { return Item(input: input, output: nil, isFromFolder: false) }
        guard !out.isEmpty else {
            throw Refusal(
                .usageInvalid, "--out names no file.", remedy: "Give a name after --out, or leave it out.")
        }
        guard try fileKind(at: out) == .folder else {
            try requireFolder(of: out)
            return Item(input: input, output: out, isOutputNamed: true, isFromFolder: false)
        }
        let name = input == "-" ? "answer.license" : lastName(of: licenseName(for: input))
        return Item(input: input, output: joinedPath(out, name), isFromFolder: false)
    }

    /// Before anything is granted: what is missing now will be missing then.
    private static func requireFolder(of out: String) throws(Refusal) {
        try requireNameFits(out)
        let folder = String(out[..<(out.lastIndex(of: "/") ?? out.startIndex)])
        guard !folder.isEmpty else { return }
        let kind = try fileKind(at: folder)
        guard kind != .folder else { return }
        let what = kind == nil ? "does not exist" : "is a file"
        throw Refusal(.folderMissing, "\(shownPath(out)) was not written: its folder \(what).")
    }

    /// `yard7.request` is answered by `yard7.license`; any other name gets `.license` after it.
    static func licenseName(for input: String) -> String {
        let name = input.hasSuffix(requestSuffix) ? String(input.dropLast(requestSuffix.count)) : input
        return name + ".license"
    }

    private static func lastName(of path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? path
    }

    /// Whether the inputs may be several pictures of one request.
    private static func mayBeOneRequest(_ inputs: [String], _ kinds: [FileKind?]) -> Bool {
        2...mostPictures ~= inputs.count && kinds.allSatisfy { $0 == .regular }
            && inputs.allSatisfy(InputReader.isPicture)
    }

    /// The refusal of what is no folder for many licenses.
    private static func notFolder(_ out: String) throws(Refusal) -> Refusal? {
        guard try fileKind(at: out) != .folder else { return nil }
        return Refusal(
            .folderMissing, "\(shownPath(out)) is not a folder, and there may be many licenses.",
            remedy: "Make the folder first, or leave out --out: then each license goes beside its request.")
    }

    /// The refusal of an input that is not there, which also says so of the folder for the answers.
    private static func missing(_ input: String, _ out: String?) throws(Refusal) -> Refusal {
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
    private static func withoutRepetitions(_ items: [Item]) -> [Item] {
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
    private func requireSeparateOutputs() throws(Refusal) {
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
