import ArgumentParser
import Glibc
import Photographs
import QRCode
import Refusals

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
