import DurableFiles
import QRCode
import Refusals

/// The picture that `--qr-image` names.
package struct CodePicture: Sendable {
    private enum Format: String, CaseIterable {
        case png = ".png"
        case svg = ".svg"
    }

    private let path: String
    private let format: Format

    /// - Throws: `usage.invalid` if the name does not end as a picture's that can be written here.
    package init(_ path: String) throws(Refusal) {
        guard let format = Format.allCases.first(where: { path.lowercased().hasSuffix($0.rawValue) }),
            path.split(separator: "/").last?.count ?? 0 > format.rawValue.count
        else {
            throw Refusal(
                .usageInvalid, "The name '\(path)' does not say what kind of picture to write.",
                remedy: "Use a name that ends in .png or .svg.")
        }
        (self.path, self.format) = (path, format)
    }

    /// Refuses early what writing would be refused for.
    ///
    /// - Parameters:
    ///   - taken: other files that the command reads or writes.
    ///   - overwrite: whether a file that is there may be replaced, or may be there with the same picture.
    ///   - mostParts: how many pictures there may be; all their names are looked at.
    /// - Throws: `usage.invalid`, `file.exists`, `code.unavailable`, and what
    ///   ``DurableFiles/requireWritable(_:)`` throws.
    func requireUsable(taken: [String], overwrite: Bool, mostParts: Int) throws(Refusal) {
        for other in taken where other != "-" && isPart(other) { throw target.isTaken }
        try target.requireUsable(taken: taken, overwrite: overwrite)
        if mostParts > 1 {
            for path in paths(count: mostParts) {
                try SideTarget(path: path, option: Self.option).requireUsable(taken: [], overwrite: overwrite)
            }
        }
        if format == .png { try CodeLibrary.png.requireInstalled() }
    }

    /// The same for a picture of one code.
    ///
    /// - Throws: `usage.invalid`, `file.exists`, `code.unavailable`, and what
    ///   ``DurableFiles/requireWritable(_:)`` throws.
    package func requireUsable(taken: [String], overwrite: Bool) throws(Refusal) {
        try requireUsable(taken: taken, overwrite: overwrite, mostParts: 1)
        try CodeLibrary.encoder.requireInstalled()
    }

    /// A text of any kind as one code.
    ///
    /// - Returns: what ``write(_:overwrite:)`` writes.
    /// - Throws: `code.too-large`, `code.unavailable`.
    package func files(of text: String, title: String) throws(Refusal) -> [(path: String, bytes: [UInt8])] {
        try files(of: [QRCode(text, atLeast: .medium)], title: title)
    }

    private static let option = "--qr-image"

    private var target: SideTarget { SideTarget(path: path, option: Self.option) }

    /// Whether a path is what one of several pictures would be called. How many there will be is not known early.
    func isPart(_ other: String) -> Bool {
        let ending = path.suffix(format.rawValue.count)
        let stem = path.dropLast(format.rawValue.count)
        guard other.hasSuffix(ending), let dash = other.lastIndex(of: "-") else { return false }
        let digits = other[other.index(after: dash)...].dropLast(ending.count)
        guard let number = Int(digits), 1...Self.mostParts ~= number else { return false }
        return isSameTarget(other, "\(stem)-\(number)\(ending)")
    }

    /// More codes than any document takes.
    private static let mostParts = 9_999

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

    /// Those that are to be written: one that is there already with the very same picture is left as it is.
    ///
    /// - Throws: `file.exists` if another file has the name of one.
    static func unwritten(
        _ files: [(path: String, bytes: [UInt8])], overwrite: Bool
    ) throws(Refusal) -> [(path: String, bytes: [UInt8])] {
        if overwrite { return files }
        var missing: [(path: String, bytes: [UInt8])] = []
        for file in files {
            guard try fileKind(at: file.path) == .regular else {
                missing.append(file)
                continue
            }
            let isSame =
                (try? readFile(file.path, limit: file.bytes.count, regularFilesOnly: true)) == file.bytes
            if !isSame { throw SideTarget(path: file.path, option: option).exists }
        }
        return missing
    }

    /// Writes them.
    ///
    /// - Throws: `file.exists` before any is written, and what writing throws.
    package static func write(_ files: [(path: String, bytes: [UInt8])], overwrite: Bool) throws(Refusal) {
        for file in try unwritten(files, overwrite: overwrite) {
            try writeAtomically(file.bytes, to: file.path, mode: 0o644, overwrite: overwrite)
        }
    }
}
