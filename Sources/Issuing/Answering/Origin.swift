/// Where a request comes from, as the audit log tells it.
enum Origin: Sendable {
    /// A document: a file's name, or what was read.
    case document(name: String, Carrier)
    /// A call, with the seats that are in use after its answer, and those that were sold.
    case call(HeldCall, inUse: Int, seats: Int)

    /// Over what it came.
    var carrier: Carrier {
        switch self {
        case .document(_, let carrier): carrier
        case .call: .phone
        }
    }

    /// The file, or the call and who has it.
    var name: String {
        switch self {
        case .document(let name, _): name
        case .call(let held, _, _): "call \(held.number), agent \(held.agent)"
        }
    }
}
