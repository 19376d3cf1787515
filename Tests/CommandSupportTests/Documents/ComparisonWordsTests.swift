import CommandSupport
import Fingerprint
import Testing

@Suite("A comparison in words")
struct ComparisonWordsTests {
    /// A machine with the digests given, by kind; an empty list is a kind that could not be read.
    private func machine(_ digests: [(ComponentKind, [UInt16])]) throws -> Fingerprint {
        let entries = try digests.sorted { $0.0 < $1.0 }.map { kind, digests in
            try #require(
                Fingerprint.Entry(
                    kind: kind.rawValue, digests: digests.map { ComponentDigest(rawValue: $0) }))
        }
        return try #require(Fingerprint(entries: entries))
    }

    private func sentence(_ bound: Fingerprint, _ current: Fingerprint) -> String {
        ComparisonWords(FingerprintComparison(bound: bound, current: current, policy: .standard)).sentence
    }

    @Test func `Nothing changed`() throws {
        let same = try machine([(.machineID, [1]), (.networkCard, [2]), (.disk, [3])])
        #expect(sentence(same, same) == "All components are the same.")
    }

    @Test func `One of them changed, and it is still the same machine`() throws {
        let before = try machine([(.machineID, [1]), (.networkCard, [2]), (.disk, [3])])
        let now = try machine([(.machineID, [1]), (.networkCard, [9]), (.disk, [3])])
        #expect(
            sentence(before, now)
                == "The network card changed; the rest is the same: still the same machine.")
    }

    @Test func `Of several only some changed, and it is another machine`() throws {
        let before = try machine([(.boardSerial, [1]), (.disk, [2, 3, 4, 5])])
        let now = try machine([(.boardSerial, [9]), (.disk, [2, 3, 8, 9])])
        #expect(
            sentence(before, now) == "The mainboard serial number and 2 of 4 disks changed: another machine.")
    }

    @Test func `What is gone, what is new and what cannot be read are told apart`() throws {
        let before = try machine([
            (.machineID, [1]), (.boardSerial, [2]), (.disk, [3, 4, 5]), (.networkCard, [6, 7]),
        ])
        let now = try machine([
            (.machineID, [1]), (.boardSerial, []), (.disk, [3]), (.networkCard, [6, 7]), (.tpm, [8]),
        ])
        #expect(
            sentence(before, now)
                == "2 of 3 disks are gone; the mainboard serial number could not be read; a trusted platform module "
                + "is new; the rest is the same: still the same machine.")
    }

    @Test func `All of a kind, and both of two`() throws {
        let before = try machine([(.disk, [1, 2]), (.networkCard, [3, 4, 5]), (.boardSerial, [6])])
        let now = try machine([(.disk, [7, 8]), (.networkCard, [9, 10, 11]), (.boardSerial, [])])
        #expect(
            sentence(before, now)
                == "Both disks and all 3 network cards changed; the mainboard serial number could not be read: "
                + "another machine.")
    }

    @Test func `Too little can be read to say`() throws {
        let before = try machine([(.disk, [1]), (.networkCard, [3])])
        let now = try machine([(.disk, []), (.networkCard, [9])])
        #expect(
            sentence(before, now)
                == "The network card changed; the disk could not be read: too little can be read to say whether "
                + "it is the same machine.")
    }
}
