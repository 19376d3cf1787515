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
            let codes: [RefusalCode] = [
                .pictureWithoutCode, .pictureUnreadable, .pictureTooLarge, .pictureOutOfTime,
                .pictureReaderFailed,
            ]
            throw codes.contains(error.code) ? error.concerning(context.name(ofInput: input)) : error
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
        var isPicture = false
        let bytes: [UInt8]
        do throws(Refusal) {
            bytes = try read { (beginning) throws(Refusal) in
                guard let kind = PictureKind(beginning: beginning) else { return Self.textLimit }
                if let refusal = kind.refusal { throw refusal }
                isPicture = true
                return pictures.limits.pictureBytes
            }
        } catch {
            throw isPicture && error.code == .documentTooLarge ? pictures.tooManyBytes : error
        }
        guard isPicture else { return .bytes(bytes) }
        return .picture(try PicturedCodes(pictures.contents(of: bytes)))
    }
}
