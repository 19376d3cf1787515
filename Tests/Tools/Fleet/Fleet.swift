import DurableFiles
import Refusals

/// All machines together: makes their requests on all processors, and writes them.
struct Fleet: Sendable {
    let size: Int
    let maker: RequestMaker
    /// The folder of the requests that are brought again.
    let earlier: String?

    /// So many requests are in memory at a time.
    private static let batchSize = 4096
    /// So many are made in one go by one processor.
    private static let chunkSize = 64

    /// Writes one request file a machine.
    func makeRequests(in folder: String) async throws {
        for start in stride(from: 0, to: size, by: Self.batchSize) {
            let requests = try await requests(start..<min(start + Self.batchSize, size))
            var batch = DurableBatch(folder: folder, mode: 0o644)
            for (number, bytes) in requests { batch.add(bytes, as: Self.name(of: number)) }
            if let refusal = batch.write().lazy.compactMap(\.refusal).first { throw refusal }
        }
    }

    private func requests(_ numbers: Range<Int>) async throws -> [(Int, [UInt8])] {
        try await withThrowingTaskGroup { group in
            for start in stride(from: numbers.lowerBound, to: numbers.upperBound, by: Self.chunkSize) {
                let chunk = start..<min(start + Self.chunkSize, numbers.upperBound)
                group.addTask { try chunk.map { ($0, try request($0)) } }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
    }

    private func request(_ number: Int) throws(Refusal) -> [UInt8] {
        if let earlier {
            let path = joinedPath(earlier, Self.name(of: number))
            if try fileKind(at: path) == .regular { return try readFile(path, limit: 65_536) }
        }
        return try maker.request(number)
    }

    private static func name(of number: Int) -> String {
        let digits = String(number)
        return "machine-\(String(repeating: "0", count: max(0, 5 - digits.count)))\(digits).request"
    }
}
