import CommandSupport
import DurableFiles
import PictureProcess
import Refusals

/// Reads inputs, of which each may be a picture. That is told by its first bytes, not by its name.
struct InputReader: Sendable {
    /// The largest input looked at that is no picture, in bytes.
    static let textLimit = 65_536

    let pictures: ConfinedPictureReader

    /// A file.
    ///
    /// - Parameter regularFilesOnly: whether pipes and devices are refused without being opened.
    /// - Throws: what reading a file throws; `picture.no-code` if there is no code of ours in a picture, and what
    ///   reading a picture throws.
    func content(of path: String, regularFilesOnly: Bool) throws(Refusal) -> InputContent {
        try content { (limit) throws(Refusal) in
            try readFile(path, regularFilesOnly: regularFilesOnly, limit: limit)
        }
    }

    /// A file, or standard input for `-`; a refusal of a picture names it.
    func content(of input: String, in context: CommandContext) throws(Refusal) -> InputContent {
        do throws(Refusal) {
            return try content { (limit) throws(Refusal) in try context.read(input, limit: limit) }
        } catch {
            throw Self.naming(input, error, in: context)
        }
    }

    private static func naming(_ input: String, _ refusal: Refusal, in context: CommandContext) -> Refusal {
        let codes: [RefusalCode] = [
            .pictureWithoutCode, .pictureUnreadable, .pictureTooLarge, .pictureOutOfTime,
            .pictureReaderFailed,
        ]
        return codes.contains(refusal.code) ? refusal.concerning(context.name(ofInput: input)) : refusal
    }

    /// What an input says, be it something else than a document: itself; or, of a picture, the texts of all codes in it.
    ///
    /// - Parameter limit: the largest input that is no picture, in bytes.
    /// - Throws: what reading a file or a picture throws.
    func texts(of input: String, limit: Int, in context: CommandContext) throws(Refusal) -> [[UInt8]] {
        do throws(Refusal) {
            let (bytes, isPicture) = try bytes(limit: limit) { (limit) throws(Refusal) in
                try context.read(input, limit: limit)
            }
            return isPicture ? try pictures.contents(of: bytes).texts.map { Array($0.utf8) } : [bytes]
        } catch {
            throw Self.naming(input, error, in: context)
        }
    }

    /// Whether a file is a picture that is read here.
    static func isPicture(_ path: String) -> Bool {
        guard let beginning = try? readBeginning(of: path, count: PictureKind.beginningSize) else {
            return false
        }
        return PictureKind(beginning: beginning).map { $0.refusal == nil } ?? false
    }

    private func content(
        _ read: (_ limit: (_ beginning: [UInt8]) throws(Refusal) -> Int) throws(Refusal) -> [UInt8]
    ) throws(Refusal) -> InputContent {
        let (bytes, isPicture) = try bytes(limit: Self.textLimit, read)
        guard isPicture else { return .bytes(bytes) }
        return .picture(try PicturedCodes(pictures.contents(of: bytes)))
    }

    private func bytes(
        limit: Int,
        _ read: (_ limit: (_ beginning: [UInt8]) throws(Refusal) -> Int) throws(Refusal) -> [UInt8]
    ) throws(Refusal) -> (bytes: [UInt8], isPicture: Bool) {
        var isPicture = false
        do throws(Refusal) {
            let bytes = try read { (beginning) throws(Refusal) in
                guard let kind = PictureKind(beginning: beginning) else { return limit }
                if let refusal = kind.refusal { throw refusal }
                isPicture = true
                return pictures.limits.pictureBytes
            }
            return (bytes, isPicture)
        } catch {
            throw isPicture && error.code == .documentTooLarge ? pictures.tooManyBytes : error
        }
    }
}
