import ArgumentParser
import Glibc
import Photographs
import QRCode
import QRScan
import Refusals

/// Makes seeded photographs of codes, and reads pictures with the reader of this package.
@main
struct PhotographBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "photograph-bench", abstract: "Makes and reads simulated photographs of QR codes.",
        subcommands: [Make.self, Read.self])
}

/// Writes N pictures of a severity, each with the text of its code beside it.
struct Make: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Makes pictures.")

    @Option(help: "ordinary, bad, awful, screenshot, scan, fax, terminal or blur.") var severity: String
    @Option(help: "How many.") var count = 25
    @Option(help: "The same pictures for the same seed.") var seed: UInt64 = 1
    @Option(help: "The smallest version of the codes, from 11.") var from = 11
    @Option(help: "The largest version of the codes, to 18.") var to = 18
    @Option(help: "How many times the pixels along each side.") var scale = 1.0
    @Argument(help: "The folder that they are written to.") var folder: String

    func run() throws {
        guard let severity = Severity(rawValue: severity), from <= to else {
            throw ValidationError("severity")
        }
        mkdir(folder, 0o755)
        for number in 0..<count {
            let own = seed &* 100_003 &+ UInt64(number)
            let text = SampleTexts.text(versions: from...to, seed: own)
            let code = try QRCode(text)
            let picture = Photograph(of: code, severity: severity, seed: own, scale: scale)
            let digits = String(number)
            let name = "\(folder)/\(String(repeating: "0", count: max(0, 3 - digits.count)))\(digits)"
            try write(picture.file(), name + (picture.jpegQuality == nil ? ".png" : ".jpg"))
            try write(Array(text.utf8), name + ".txt")
        }
    }

    private func write(_ bytes: [UInt8], _ path: String) throws {
        guard let file = fopen(path, "wb") else { throw ValidationError("cannot write \(path)") }
        defer { fclose(file) }
        guard fwrite(bytes, 1, bytes.count, file) == bytes.count else { throw ValidationError(path) }
    }
}

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
