import ArgumentParser
import Glibc
import QRScan
import Refusals

/// Reads pictures and prints what each says.
struct Read: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Reads pictures: a line each of the path, the milliseconds and the codes' texts.")

    @Argument(help: "Pictures.") var pictures: [String]

    func run() throws {
        PictureReading.prepare()
        for path in pictures {
            let bytes = try contents(path)
            let truth = try? String(decoding: contents(String(path.dropLast(3)) + "txt"), as: UTF8.self)
            let start = ContinuousClock.now
            var texts: [String] = []
            var note = ""
            do {
                texts = try PictureReading.codes(in: bytes) { $0 == truth || truth == nil }.map(\.text)
            } catch {
                note = error.code.rawValue
            }
            let time = (ContinuousClock.now - start) / .milliseconds(1)
            print(path, Int(time), note + texts.joined(separator: " "))
        }
    }

    private func contents(_ path: String) throws -> [UInt8] {
        guard let file = fopen(path, "rb") else { throw ValidationError("cannot read \(path)") }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = fread(&buffer, 1, buffer.count, file)
            if count == 0 { return bytes }
            bytes += buffer[..<count]
        }
    }
}
