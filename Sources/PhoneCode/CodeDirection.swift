/// Which way a code is spoken. The two have another start of their check digits, so that no group of one is ever
/// taken for the same group of the other.
package enum CodeDirection: String, CaseIterable, Hashable, Sendable {
    /// From the machine to the desk.
    case request
    /// From the desk to the machine.
    case response

    /// How many bits the code carries: 165 or 528.
    package var bitCount: Int {
        switch self {
        case .request: 165
        case .response: 528
        }
    }

    /// How many groups of six digits that takes: 10 or 32.
    package var groupCount: Int {
        switch self {
        case .request: 10
        case .response: 32
        }
    }

    /// The state of the check before the first digit of a group.
    ///
    /// - Parameter number: of the group, from 1.
    func startState(ofGroup number: Int) -> UInt8 {
        let shift = self == .request ? 0 : 5
        return UInt8(((number + shift) % 10 + 10) % 10)
    }
}

extension CodeDirection {
    /// What the first group of digits carries at the most: the number of a code has no more bits than
    /// ``bitCount``, and the groups have room for a few more.
    var highestFirstPlace: UInt32 {
        switch self {
        case .request: Self.highestOfRequest
        case .response: Self.highestOfResponse
        }
    }

    private static let highestOfRequest = highest(.request)
    private static let highestOfResponse = highest(.response)

    private static func highest(_ direction: CodeDirection) -> UInt32 {
        let ones = BitField(bits: [UInt8](repeating: 1, count: direction.bitCount))
        return DecimalForm.places(of: ones, count: direction.groupCount)[0]
    }
}
