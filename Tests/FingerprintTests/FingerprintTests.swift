import Cryptography
import Fingerprint
import TestSupport
import Testing

@Suite("A fingerprint")
struct FingerprintTests {
    typealias Entry = Fingerprint.Entry

    @Test("has the digests of each kind in order, whatever order the components come in")
    func order() throws {
        let machine = try Sample.machine()
        let fingerprint = try machine.fingerprint()
        #expect(fingerprint.entries.map(\.kind) == [1, 2, 7, 8])
        #expect(fingerprint.digests(of: .networkCard).count == 2)
        #expect(fingerprint.digests(of: .tpm).isEmpty)
        let reversed = try Fingerprint(of: machine.components.reversed(), salt: Sample.salt)
        #expect(reversed == fingerprint)
        for entry in fingerprint.entries { #expect(entry.digests.sorted() == entry.digests) }
    }

    @Test("counts a component once, however often and wherever it was found")
    func once() throws {
        let card = SampleMachine.component(.networkCard, "02:00:00:00:00:01")
        let again = Component(kind: .networkCard, value: card.value, source: "elsewhere", revealed: "other")
        #expect(
            try Fingerprint(of: [card, again, card], salt: Sample.salt).digests(of: .networkCard).count == 1)
    }

    @Test("has the digest once of two components of a kind whose digests are the same by chance")
    func collision() throws {
        var seen: [ComponentDigest: String] = [:]
        for number in 0... {
            let value = "disk \(number)"
            let digest = try ComponentDigest(of: Array(value.utf8), kind: .disk, salt: Sample.salt)
            guard let other = seen.updateValue(value, forKey: digest) else { continue }
            let both = [SampleMachine.component(.disk, value), SampleMachine.component(.disk, other)]
            let fingerprint = try Fingerprint(of: both, salt: Sample.salt)
            #expect(fingerprint.digests(of: .disk) == [digest])
            #expect(Fingerprint(entries: fingerprint.entries) == fingerprint)
            return
        }
    }

    @Test(
        "read from elsewhere ascends by kind, and has ten digests at most, where a kind that was unreadable counts as one"
    )
    func entries() throws {
        func digests(_ values: UInt16...) -> [ComponentDigest] {
            values.map { ComponentDigest(rawValue: $0) }
        }
        #expect(Entry(kind: 7, digests: digests(2, 1)) == nil)
        #expect(Entry(kind: 7, digests: digests(1, 1, 2)) == nil)
        let one = try #require(Entry(kind: 1, digests: digests(5)))
        let two = try #require(Entry(kind: 2, digests: digests(1, 2, 3, 4, 5, 6, 7, 8, 9)))
        let three = try #require(Entry(kind: 3, digests: digests(1)))
        #expect(Fingerprint(entries: []) != nil)
        #expect(Fingerprint(entries: [one, two]) != nil)
        #expect(Fingerprint(entries: [two, one]) == nil)
        #expect(Fingerprint(entries: [one, one]) == nil)
        #expect(Fingerprint(entries: [one, two, three]) == nil)
        let unreadable = try #require(Entry(kind: 3, digests: []))
        #expect(Fingerprint(entries: [one, two, unreadable]) == nil)
        #expect(Fingerprint(entries: [one, unreadable])?.unreadable == [3])
    }

    @Test("of a user alone, or of nothing, identifies no machine")
    func empty() throws {
        let machine = try Sample.machine()
        #expect(try Fingerprint(of: [], salt: Sample.salt).isEmpty)
        #expect(try Fingerprint(of: [machine.user], salt: Sample.salt).isEmpty)
        #expect(!(try machine.fingerprint(forUser: true)).isEmpty)
        let unknown = Entry(kind: 200, digests: [ComponentDigest(rawValue: 1)])
        #expect(Fingerprint(entries: [try #require(unknown)])?.isEmpty == false)
    }

    @Test("as bytes for the ledger has kind, count and digests, and not the user")
    func machineBytes() throws {
        let machine = try Sample.machine()
        let without = try machine.fingerprint()
        #expect(try machine.fingerprint(forUser: true).machineBytes == without.machineBytes)
        #expect(without.machineBytes.count == 4 * 2 + 5 * 2)
        let entry = try #require(
            Entry(kind: 7, digests: [ComponentDigest(rawValue: 0x0102), ComponentDigest(rawValue: 0xfffe)]))
        #expect(Fingerprint(entries: [entry])?.machineBytes == [7, 2, 1, 2, 0xff, 0xfe])
        let docker = EnvironmentCode(hypervisor: 2, container: 2)
        let shut = try #require(Fingerprint(entries: [entry], environment: docker))
        #expect(shut.machineBytes == [0, 1, 2, 2, 7, 2, 1, 2, 0xff, 0xfe])
        #expect(Fingerprint(machineBytes: shut.machineBytes) == shut)
    }

    @Test("is read from bytes that say each thing in one way only")
    func otherMachineBytes() {
        let card: [UInt8] = [7, 1, 1, 2]
        #expect(Fingerprint(machineBytes: [0, 1, 2, 3] + card)?.machineBytes == [0, 1, 2, 3] + card)
        #expect(Fingerprint(machineBytes: card + [0, 1, 2, 2]) == nil, "the environment comes first")
        #expect(Fingerprint(machineBytes: [0, 1, 2, 2, 0, 1, 2, 3] + card) == nil, "and once")
        #expect(Fingerprint(machineBytes: [0, 1, 0, 0] + card) == nil, "and not where it is bare")
        #expect(Fingerprint(machineBytes: [0, 0] + card) == nil)
        #expect(Fingerprint(machineBytes: [0, 2, 2, 2, 2, 2] + card) == nil)
        for length in 1..<8 where length != 4 {
            #expect(
                Fingerprint(machineBytes: Array(([0, 1, 2, 2] + card).prefix(length))) == nil, "\(length)")
        }
    }
}
