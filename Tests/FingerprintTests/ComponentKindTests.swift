import Fingerprint
import Testing

@Suite("A kind of component")
struct ComponentKindTests {
    @Test("keeps its number and its name for ever, because requests carry them")
    func fixed() {
        let kinds = ComponentKind.allCases.map { "\($0.rawValue) \($0.name)" }
        #expect(
            kinds == [
                "1 machine-id", "2 product-uuid", "3 board-serial", "4 product-serial", "5 chassis-serial",
                "6 device-tree-serial", "7 disk", "8 network-card", "9 processor", "10 tpm",
                "11 hypervisor-generation", "12 user",
            ])
        #expect(Set(ComponentKind.allCases.map(\.label)).count == kinds.count)
    }

    @Test("comes before another by number, and components by kind, value and source")
    func order() {
        func component(_ kind: ComponentKind, _ value: [UInt8], _ source: String) -> Component {
            Component(kind: kind, value: value, source: source, revealed: "")
        }
        let sorted = [
            component(.machineID, [9], "z"), component(.disk, [1], "a"), component(.disk, [1], "b"),
            component(.disk, [1, 0], "a"), component(.disk, [2], "a"), component(.networkCard, [0], "a"),
        ]
        #expect(sorted.reversed().sorted() == sorted)
        for kind in ComponentKind.allCases { #expect(!(kind < kind)) }
    }
}
