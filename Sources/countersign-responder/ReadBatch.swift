import CommandSupport
import Issuing
import Refusals
import TextForm

/// A batch of inputs that was read: what is to be answered, and what could not even be read.
struct ReadBatch: Sendable {
    typealias Item = AnsweringPlan.Item

    /// What is to be answered, one for each of ``checked``.
    private(set) var items: [Item] = []
    private(set) var passedOver: [(item: Item, isOurs: Bool)] = []
    private(set) var unreadable: [(item: Item, refusal: Refusal)] = []
    private(set) var checked = CheckedBatch(checking: [])

    private var incoming: [IncomingRequest] = []
    private var parts: [(code: ScannedText, item: Item)] = []

    /// Reads inputs and checks what is in them, on all processors.
    init(reading inputs: [Item], with reader: InputReader) {
        for (item, result) in zip(inputs, mapConcurrently(inputs) { $0.read(with: reader) }) {
            switch result {
            case .success(.bytes(let bytes)): add(item, bytes, item.carrier)
            case .success(.picture(let codes)): add(item, codes)
            case .failure(let refusal) where item.mayBeAnything && Self.isForeign(refusal.code):
                passedOver.append((item, isOurs: false))
            case .failure(let refusal): unreadable.append((item, refusal))
            }
        }
        check()
    }

    /// What is in one picture, which was named.
    init(_ codes: PicturedCodes, from item: Item) {
        add(item, codes)
        var series = SeriesPool<Item>()
        collect(into: &series, isLast: true)
        check()
    }

    /// Hands over the parts of documents that this batch has; the last one gets what all of them make together.
    mutating func collect(into series: inout SeriesPool<Item>, isLast: Bool) {
        for part in parts { series.add([part.code], from: part.item) }
        let whole = series.documents
        guard isLast, !whole.isEmpty else { return }
        for document in whole { add(document.place, document.bytes, .picture) }
        check()
    }

    /// What anybody may keep in a folder, and nobody waits for. Not a reader that does not work: it would hide
    /// requests.
    private static func isForeign(_ code: RefusalCode) -> Bool {
        switch code {
        case .documentTooLarge, .pictureWithoutCode, .pictureUnreadable, .pictureTooLarge: true
        default: false
        }
    }

    private mutating func add(_ item: Item, _ codes: PicturedCodes) {
        for (place, request) in zip(1..., codes.requests) {
            add(item.request(place), Array(request.text.utf8), .picture)
        }
        // What the parts make together comes after the requests that are whole.
        let next = item.request(codes.requests.count + 1)
        for part in codes.parts { parts.append((part, next)) }
    }

    private mutating func add(_ item: Item, _ bytes: [UInt8], _ carrier: Carrier) {
        items.append(item)
        incoming.append(IncomingRequest(name: item.shownInput, bytes: bytes, carrier: carrier))
    }

    private mutating func check() {
        checked = CheckedBatch(checking: incoming)
        // A folder also holds the licenses made before, and letters; only what was named must be a request.
        let removed = checked.removeOtherKinds { place, isOurs in
            isOurs ? items[place].isFromFolder : items[place].mayBeAnything
        }
        for (place, isOurs) in removed { passedOver.append((items[place], isOurs)) }
        for (place, _) in removed.reversed() {
            items.remove(at: place)
            incoming.remove(at: place)
        }
    }
}
