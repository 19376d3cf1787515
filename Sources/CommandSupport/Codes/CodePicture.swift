import DurableFiles
import QRCode
import Refusals

/// The picture that `--qr-image` names.
struct CodePicture: Sendable {
    private enum Format: String, CaseIterable {
        case png = ".png"
        case svg = ".svg"
    }

    private let path: String
    private let format: Format

    /// - Throws: `usage.invalid` if the name does not end as a picture's that can be written here.
    init(_ path: String) throws(Refusal) {
        guard let format = Format.allCases.first(where: { path.lowercased().hasSuffix($0.rawValue) }),
            path.split(separator: "/").last?.count ?? 0 > format.rawValue.count
        else {
            throw Refusal(
                .usageInvalid, "'\(path)' does not say which kind of picture it is to be.",
                remedy: "Let the name after --qr-image end in .png or in .svg.")
        }
        (self.path, self.format) = (path, format)
    }

    /// Refuses early what writing would be refused for.
    ///
    /// - Parameters:
    ///   - taken: other files that the command reads or writes.
    ///   - overwrite: whether a file that is there may be replaced, or may be there with the same picture.
    /// - Throws: `usage.invalid`, `file.exists`, `code.unavailable`, and what
    ///   ``DurableFiles/requireWritable(_:)`` throws.
    func requireUsable(taken: [String], overwrite: Bool) throws(Refusal) {
        for other in taken where other != "-" && (other == path || isSameFile(path, other)) {
            throw Refusal(
                .usageInvalid, "\(shownPath(path)) is what the command reads or writes already.",
                remedy: "Name another file with --qr-image.")
        }
        if !overwrite, try fileKind(at: path) == .regular { throw Self.exists(path) }
        try requireWritable(path)
        if format == .png { try CodeLibrary.png.requireInstalled() }
    }

    /// The names of so many pictures: `code.png`, or `code-1.png`, `code-2.png` and so on.
    func paths(count: Int) -> [String] {
        guard count > 1 else { return [path] }
        let stem = path.dropLast(format.rawValue.count)
        return (1...count).map { "\(stem)-\($0)\(path.suffix(format.rawValue.count))" }
    }

    /// The picture of each code with its name.
    ///
    /// - Throws: `code.unavailable`.
    func files(of codes: [QRCode], title: String) throws(Refusal) -> [(path: String, bytes: [UInt8])] {
        var files: [(path: String, bytes: [UInt8])] = []
        for (number, (path, code)) in zip(1..., zip(paths(count: codes.count), codes)) {
            let title = codes.count > 1 ? "\(title), part \(number) of \(codes.count)" : title
            files.append((path, format == .png ? try code.png() : Array(code.svg(title: title).utf8)))
        }
        return files
    }

    /// Writes them. One that is there already with the very same picture is left as it is.
    ///
    /// - Throws: `file.exists` before any is written, and what writing throws.
    static func write(_ files: [(path: String, bytes: [UInt8])], overwrite: Bool) throws(Refusal) {
        var missing = files
        if !overwrite {
            missing = []
            for file in files {
                guard try fileKind(at: file.path) == .regular else {
                    missing.append(file)
                    continue
                }
                let isSame =
                    (try? readFile(file.path, limit: file.bytes.count, regularFilesOnly: true)) == file.bytes
                if !isSame { throw exists(file.path) }
            }
        }
        for file in missing {
            try writeAtomically(file.bytes, to: file.path, mode: 0o644, overwrite: overwrite)
        }
    }

    private static func exists(_ path: String) -> Refusal {
        Refusal(
            .fileExists, "\(shownPath(path)) is already there and was not overwritten.",
            remedy: "Name another file with --qr-image, or say --force.")
    }
}
