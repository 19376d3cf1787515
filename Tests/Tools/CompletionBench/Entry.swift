import Cryptography
import Glibc

/// `completion-bench`: what finding the missing bits of truncated signatures costs, in time and memory.
@main
struct Entry {
    static func main() throws {
        let random = SystemRandom()
        let key = try SigningKey.generate(from: random)
        let signed = try (0..<100).map { _ in try signature(by: key, random) }

        let before = try peakKibibytes()
        var completion = try SignatureCompletion()
        report("random signatures", try signed.map { try search($0, completion, key) })
        print("peak memory: \(before) KiB before the table, \(try peakKibibytes()) KiB after the searches")
        report("table", try (0..<20).map { _ in try milliseconds { completion = try SignatureCompletion() } })

        // The search goes upwards, so that the greatest missing number takes longest.
        var latest = try signature(by: key, random)
        for _ in 1..<20_000 {
            let other = try signature(by: key, random)
            if missing(other.signature) > missing(latest.signature) { latest = other }
        }
        print("greatest of 20000 missing numbers: \(Double(missing(latest.signature)) / 0x1p32) of 2^32")
        report("greatest missing number", try (0..<100).map { _ in try search(latest, completion, key) })
        report("no such signature", try signed.map { try nothing($0, completion, key) })
    }

    /// What went wrong: then the figures are worth nothing.
    enum Failure: Error { case otherSignature, notTruncated, noFigure }

    private static func signature(
        by key: SigningKey, _ random: SystemRandom
    ) throws -> (message: [UInt8], signature: Signature) {
        let message = random.bytes(count: 150)
        return (message, try key.sign(message))
    }

    private static func search(
        _ signed: (message: [UInt8], signature: Signature), _ completion: SignatureCompletion,
        _ key: SigningKey
    ) throws -> Double {
        guard let truncated = TruncatedSignature(signed.signature) else { throw Failure.notTruncated }
        var found: Signature?
        let time = milliseconds {
            found = completion.complete(truncated, of: signed.message, by: key.publicKey)
        }
        guard found == signed.signature else { throw Failure.otherSignature }
        return time
    }

    private static func nothing(
        _ signed: (message: [UInt8], signature: Signature), _ completion: SignatureCompletion,
        _ key: SigningKey
    ) throws -> Double {
        guard let truncated = TruncatedSignature(signed.signature) else { throw Failure.notTruncated }
        var found: Signature?
        let time = milliseconds {
            found = completion.complete(truncated, of: signed.message + [0], by: key.publicKey)
        }
        guard found == nil else { throw Failure.otherSignature }
        return time
    }

    /// The low 32 bits of S, which are left out.
    private static func missing(_ signature: Signature) -> UInt32 {
        signature.bytes[32..<36].reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }

    private static func milliseconds(_ work: () throws -> Void) rethrows -> Double {
        let time = try ContinuousClock().measure(work)
        return Double(time.components.seconds) * 1e3 + Double(time.components.attoseconds) / 1e15
    }

    private static func report(_ what: String, _ times: [Double]) {
        let sorted = times.sorted()
        let median = (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
        print(
            "\(what), \(times.count) times: median \(median.rounded()) ms, worst \((sorted.last ?? 0).rounded()) ms"
        )
    }

    /// The most memory that this process has held at once (`VmHWM`). What getrusage tells may be that of the program
    /// which started this one.
    private static func peakKibibytes() throws -> Int {
        guard let file = fopen("/proc/self/status", "re") else { throw Failure.noFigure }
        defer { fclose(file) }
        var line: UnsafeMutablePointer<CChar>?
        var size = 0
        defer { free(line) }
        while getline(&line, &size, file) >= 0 {
            guard let line, strncmp(line, "VmHWM:", 6) == 0 else { continue }
            return strtol(line + 6, nil, 10)
        }
        throw Failure.noFigure
    }
}
