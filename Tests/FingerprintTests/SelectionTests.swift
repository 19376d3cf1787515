import Fingerprint
import TestSupport
import Testing

@Suite("What leaves a machine")
struct SelectionTests {
    private func select(
        _ components: [Component], unreadable: [UnreadableSource] = [], policy: FingerprintPolicy = .standard
    ) throws -> ComponentSelection {
        try ComponentSelection(
            of: MachineSurvey(components: components, unreadable: unreadable), policy: policy,
            salt: Sample.salt)
    }

    private func component(_ kind: ComponentKind, _ value: String) -> Component {
        SampleMachine.component(kind, value)
    }

    private func rootOnly(_ kind: ComponentKind, _ value: String, source: String = "root") -> Component {
        Component(kind: kind, value: Array(value.utf8), source: source, revealed: value, access: .root)
    }

    private func disk(_ value: String, isSystemDisk: Bool = false) -> Component {
        Component(
            kind: .disk, value: Array(value.utf8), source: "block", revealed: value,
            isSystemDisk: isSystemDisk)
    }

    private var asRoot: FingerprintPolicy {
        get throws { try #require(FingerprintPolicy(readsRootOnly: true)) }
    }

    private let ports = (0..<4).map { SampleMachine.component(.networkCard, "3c:ec:ef:00:00:0\($0)") }

    @Test("of a card with four ports are 16 bits, of the first")
    func fourPorts() throws {
        let selection = try select(ports)
        #expect(selection.leaving == [ports[0]])
        #expect(selection.items.dropFirst().allSatisfy { $0.fate == .follows(ports[0]) })
    }

    @Test("is the same in any order of finding")
    func order() throws {
        var generator = SeededGenerator(seed: 7)
        let components =
            ports + [
                component(.machineID, "0123456789abcdef0123456789abcdef"), disk("S4EWNX0R123456"),
                disk("S4EWNX0R123999"), disk("ZA1B2C3D", isSystemDisk: true), component(.processor, "one"),
                component(.networkCard, "00:1b:21:aa:bb:cc"), rootOnly(.productUUID, "uuid"),
            ]
        let first = try select(components)
        for _ in 0..<50 {
            let again = try select(components.shuffled(using: &generator))
            #expect(again.leaving == first.leaving)
            #expect(again.items.map(\.fate) == first.items.map(\.fate))
        }
    }

    @Test("is not changed by a follower that comes or goes, unless it is the one that speaks for all")
    func followers() throws {
        let speaker = ports[1]
        for others in [[], [ports[2]], [ports[2], ports[3]]] {
            #expect(try select([speaker] + others).leaving == [speaker])
        }
        // The lower port sorts first; so it speaks. The check still knows all ports, so it is the same machine.
        #expect(try select(ports).leaving == [ports[0]])
        let bound = try Fingerprint(
            requesting: select([speaker, disk("ZA1B2C3D")]), and: nil, salt: Sample.salt)
        let now = try Fingerprint(
            comparing: MachineSurvey(components: ports + [disk("ZA1B2C3D")]), and: nil, policy: .standard,
            salt: Sample.salt)
        let comparison = FingerprintComparison(bound: bound, current: now, policy: .standard)
        #expect(comparison.score == 100)
    }

    @Test("is one of a chain of neighbours, though its ends are far from one another")
    func chain() throws {
        let cards = ["00:00:00", "00:c0:00", "01:80:00"].map { component(.networkCard, "3c:ec:ef:\($0)") }
        #expect(try select(cards).leaving == [cards[0]])
        #expect(try select([cards[0], cards[2]]).leaving.count == 2)
    }

    @Test("is one, when a serial number names a card and others are near that card")
    func serialAndPorts() throws {
        let serial = component(.deviceTreeSerial, "3cecef000000")
        let selection = try select(ports + [serial])
        #expect(selection.leaving == [serial])
    }

    @Test("is of disks bought together the system's, else the first")
    func disks() throws {
        let three = ["S4EWNX0R123456", "S4EWNX0R123457", "S4EWNX0R123458"]
        #expect(try select(three.map { disk($0) }).leaving.map(\.revealed) == [three[0]])
        let system = three.map { disk($0, isSystemDisk: $0 == three[2]) }
        #expect(try select(system).leaving.map(\.revealed) == [three[2]])
    }

    @Test("has the system's disk among the four, however many there are and wherever it sorts")
    func systemDisk() throws {
        let names = ["A", "B", "C", "D", "E", "Z"].map { String(repeating: $0, count: 12) }
        let selection = try select(names.map { disk($0, isSystemDisk: $0 == names[5]) })
        #expect(selection.leaving.map { $0.revealed.prefix(1) } == ["A", "B", "C", "Z"])
        #expect(selection.items.count { $0.fate == .surplus } == 2)
    }

    @Test("is nine components at most, of each kind one before any has two")
    func most() throws {
        let kinds: [ComponentKind] = [
            .machineID, .deviceTreeSerial, .hypervisorGeneration, .processor, .tpm,
        ]
        let single = kinds.map { component($0, "only \($0)") }
        let many = ["AAAA", "BBBB", "CCCC"].flatMap {
            [disk("\($0)00000000"), component(.networkCard, card($0))]
        }
        let leaving = try select(single + many).leaving
        #expect(leaving.count == ComponentSelection.most)
        for kind in kinds { #expect(leaving.contains { $0.kind == kind }) }
        #expect(leaving.count { $0.kind == .networkCard } == 2 && leaving.count { $0.kind == .disk } == 2)
    }

    private func card(_ name: String) -> String { "\(name.prefix(2).lowercased()):00:00:00:00:01" }

    @Test("leaves room for the user, also where kinds are unreadable, and fits a request")
    func room() throws {
        let policy = try asRoot
        let kinds: [ComponentKind] = [
            .machineID, .disk, .networkCard, .processor, .tpm, .chassisSerial, .hypervisorGeneration,
            .deviceTreeSerial, .productSerial,
        ]
        let found = kinds.map { component($0, "value \($0)") }
        let unreadable = [ComponentKind.productUUID, .boardSerial, .chassisSerial].map {
            UnreadableSource(kind: $0, source: "dmi", access: .root)
        }
        let selection = try select(found, unreadable: unreadable, policy: policy)
        let fingerprint = try Fingerprint(
            requesting: selection, and: component(.user, "anna"), salt: Sample.salt)
        let places = fingerprint.entries.reduce(0) { $0 + max($1.digests.count, 1) }
        #expect(places == Fingerprint.maximumComponents)
        #expect(Fingerprint(entries: fingerprint.entries) != nil)
        #expect(selection.unreadable == [.productUUID, .boardSerial, .chassisSerial])
        // What tells least stays behind.
        #expect(!selection.leaving.contains { $0.kind == .tpm || $0.kind == .chassisSerial })
    }

    @Test("has nothing that only root may read, unless the product's policy says so")
    func access() throws {
        let components = [rootOnly(.productUUID, "secret uuid"), disk("ZA1B2C3D")]
        let unreadable = [UnreadableSource(kind: .boardSerial, source: "dmi", access: .root)]
        let standard = try select(components, unreadable: unreadable)
        #expect(standard.leaving.map(\.kind) == [.disk] && standard.unreadable == [])
        #expect(standard.items.first?.fate == .notAsked)
        let root = try select(components, unreadable: unreadable, policy: asRoot)
        #expect(root.leaving.map(\.kind) == [.productUUID, .disk] && root.unreadable == [.boardSerial])
    }

    @Test("does not depend on whether root looked, where everybody may read one source of two")
    func twoSources() throws {
        let open = Component(
            kind: .productUUID, value: Array("the uuid".utf8), source: "/sys/hypervisor/uuid",
            revealed: "the uuid")
        let closed = rootOnly(.productUUID, "the uuid", source: "/sys/class/dmi/id/product_uuid")
        #expect(try select([closed, open]).leaving == [open])
        #expect(try select([open]).leaving == [open])
        let policy = try asRoot
        #expect(try select([closed, open], policy: policy).leaving.count == 1)
    }

    @Test("marks the system's disk on whichever of its two paths it was found")
    func twoPaths() throws {
        let survey = MachineSurvey(components: [disk("ZA1B2C3D"), disk("ZA1B2C3D", isSystemDisk: true)])
        #expect(survey.components.map(\.isSystemDisk) == [true])
    }

    @Test("says with a fate of each component what becomes of it")
    func fates() throws {
        let selection = try select(ports + [rootOnly(.productUUID, "secret uuid")])
        var words: [String] = []
        for item in selection.items {
            switch item.fate {
            case .leaves(let digest):
                let own = try ComponentDigest(
                    of: item.component.value, kind: item.component.kind, salt: Sample.salt)
                #expect(digest == own)
                words.append("leaves")
            case .follows: words.append("follows")
            case .surplus: words.append("surplus")
            case .notAsked: words.append("not asked")
            }
        }
        #expect(words == ["not asked", "leaves", "follows", "follows", "follows"])
    }
}
