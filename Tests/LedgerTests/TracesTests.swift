import GRDB
import Ledger
import Refusals
import Testing

@Suite("Traces")
struct TracesTests {
    let scratch: Scratch
    let ledger: LedgerDatabase

    init() throws {
        scratch = try Scratch()
        ledger = try scratch.create()
        try ledger.write { writer throws(Refusal) in try Sample.fill(writer, seats: 100) }
    }

    private func add(_ number: UInt8, traces: [Int64]) throws -> Int64 {
        try ledger.write { writer throws(Refusal) in
            let id = try Sample.takeSeat(writer, fingerprint: [number]).id
            try writer.setTraces(traces, insteadOf: [], ofActivation: id, license: Sample.licenseID)
            return id
        }
    }

    private func found(_ traces: [Int64], of id: [UInt8] = Sample.licenseID, limit: Int = 64) throws
        -> [Int64]
    {
        try ledger.read { reader throws(Refusal) in
            try reader.activations(ofLicense: id, sharing: traces, limit: limit).map(\.id)
        }
    }

    @Test func `An activation is found by any of its traces, once`() throws {
        let one = try add(1, traces: [10, 20])
        _ = try add(2, traces: [30])
        #expect(try found([20]) == [one])
        #expect(try found([10, 20, 99]) == [one])
        #expect(try found([99]) == [])
        #expect(try found([]) == [])
        #expect(try found([10], of: [9, 9, 9, 9, 9]) == [])
    }

    @Test func `Those that share the most come first, then the newest, returned ones too`() throws {
        let returned = try add(1, traces: [10, 20, 30])
        let few = try add(2, traces: [10])
        let many = try add(3, traces: [10, 20])
        let newer = try add(4, traces: [20])
        try ledger.write { writer throws(Refusal) in
            guard let seat = try writer.activation(returned) else { throw Refusal(.vaultDamaged) }
            #expect(try Sample.giveBack(seat, at: 5, writer))
        }
        #expect(try found([10, 20, 30]) == [returned, many, newer, few])
        #expect(try found([10, 20, 30], limit: 2) == [returned, many])
    }

    @Test func `Among hundreds of copies, one that shares what few have comes first, however old`() throws {
        let old = try add(1, traces: [10, 20])
        try ledger.write { writer throws(Refusal) in
            for number in 0..<300 {
                let id = try Sample.takeSeat(writer, fingerprint: [2], at: 2).id
                let traces: [Int64] = [10, 11, 12, 1000 + Int64(number)]
                try writer.setTraces(traces, insteadOf: [], ofActivation: id, license: Sample.licenseID)
            }
        }
        let found = try found([10, 11, 12, 20])
        #expect(found.first == old && found.count == 64)
        // Of the others the newest.
        #expect(found.dropFirst() == (239...301).reversed()[...])
        #expect(try self.found([20]) == [old])
    }

    @Test func `New traces stand instead of the old ones`() throws {
        let id = try add(1, traces: [10, 20])
        try ledger.write { writer throws(Refusal) in
            try writer.setTraces([20, 40], insteadOf: [10, 20], ofActivation: id, license: Sample.licenseID)
        }
        #expect(try found([10]) == [])
        #expect(try found([20]) == [id])
        #expect(try found([40]) == [id])
    }
}
