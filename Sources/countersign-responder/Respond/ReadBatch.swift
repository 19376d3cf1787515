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
    /// Codes in pictures that were not read, beside others that were.
    private(set) var unreadCodes: [(item: Item, codes: UnreadCodes)] = []
    private(set) var checked = CheckedBatch(checking: [])

    private var incoming: [IncomingRequest] = []
    private var parts: [(code: ScannedText, item: Item)] = []

    /// Reads inputs and checks what is in them, on all processors.
    init(reading inputs: [Item], with reader: InputReader) {
        self.init(inputs, mapConcurrently(inputs) { $0.read(with: reader) })
    }

    /// What was read already: all there is.
    init(all inputs: [Item], _ contents: [Result<InputContent, Refusal>]) {
        self.init(inputs, contents)
        var series = SeriesPool<Item>()
        collect(into: &series, isLast: true)
    }

    private init(_ inputs: [Item], _ contents: [Result<InputContent, Refusal>]) {
        for (item, result) in zip(inputs, contents) {
            switch result {
            case .success(.bytes(let bytes)): add(item, bytes, item.carrier)
            case .success(.picture(let codes)): add(item, codes)
            case .failure(let refusal) where item.mayBeAnything && refusal.code == .documentTooLarge:
                // What anybody may keep in a folder. A picture is not: somebody may wait for what is in it.
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

    private mutating func add(_ item: Item, _ codes: PicturedCodes) {
        if !codes.unread.warnings.isEmpty { unreadCodes.append((item, codes.unread)) }
        let requests = codes.requests
        let areSeveral = requests.count + (codes.parts.isEmpty ? 0 : 1) > 1
        for (place, request) in zip(1..., requests) {
            add(item.request(place, isOneOfSeveral: areSeveral), Array(request.text.utf8), .picture)
        }
        // What the parts make together comes after the requests that are whole.
        let next = item.request(requests.count + 1, isOneOfSeveral: areSeveral)
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
