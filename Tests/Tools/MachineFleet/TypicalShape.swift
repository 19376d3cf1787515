/// Machines as the page names them, and what two of them have alike.
package struct TypicalShape: Sendable {
    /// In words.
    package let machines: String
    /// What both have by nature, in words.
    package let alike: String
    /// For the formula.
    package let parts: [Odds.Part]

    private static func id(_ shared: Int? = nil) -> Odds.Part { weak(8, shared) }
    private static func weak(_ units: Int, _ shared: Int?) -> Odds.Part {
        Odds.Part(units: units, isStrong: false, bound: 1, others: 1, shared: shared)
    }
    private static func strong(_ count: Int, others: Int? = nil, units: Int? = nil) -> Odds.Part {
        Odds.Part(units: units ?? 12 / count, isStrong: true, bound: count, others: others ?? count)
    }
    private static func model(_ shared: Int) -> [Odds.Part] { [weak(2, shared), weak(1, shared)] }

    /// The rows of the page's table.
    package static let all = [
        TypicalShape(
            machines: "office computers: a disk, a card", alike: "nothing",
            parts: model(0) + [id(), strong(1), strong(1)]),
        TypicalShape(
            machines: "office computers: a disk, a card", alike: "the model",
            parts: model(1) + [id(), strong(1), strong(1)]),
        TypicalShape(
            machines: "office computers: a disk, a card", alike: "the model and the disk image",
            parts: model(1) + [id(1), strong(1), strong(1)]),
        TypicalShape(
            machines: "workstations: two disks, a card with four ports", alike: "the model",
            parts: model(1) + [id(), strong(2), strong(1, others: 4)]),
        TypicalShape(
            machines: "servers: four of eight disks, two cards with four ports", alike: "the model",
            parts: model(1) + [id(), strong(4, others: 8), strong(2, others: 8)]),
        TypicalShape(
            machines: "servers: four of eight disks, two cards with four ports",
            alike: "the model and the disk image",
            parts: model(1) + [id(1), strong(4, others: 8), strong(2, others: 8)]),
        TypicalShape(
            machines: "office computers, read by root: UUID too", alike: "the model",
            parts: model(1) + [id(), strong(1), strong(1), strong(1)]),
        TypicalShape(
            machines: "office computers, read by root: UUID too", alike: "the model and the disk image",
            parts: model(1) + [id(1), strong(1), strong(1), strong(1)]),
        TypicalShape(
            machines: "virtual machines: a card", alike: "the host's processor",
            parts: [weak(2, 1), id(), strong(1)]),
        TypicalShape(
            machines: "virtual machines: a card and a disk", alike: "the host's processor and the image",
            parts: [weak(2, 1), id(1), weak(6, 1), strong(1)]),
        TypicalShape(
            machines: "virtual machines, read by root: UUID too", alike: "the host's processor and the image",
            parts: [weak(2, 1), id(1), weak(6, 1), strong(1), strong(1)]),
    ]
}
