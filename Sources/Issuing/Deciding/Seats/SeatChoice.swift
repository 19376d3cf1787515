/// What an agent says about the seat of a caller's machine.
package enum SeatChoice: Hashable, Sendable {
    /// It is another machine than any that is known.
    case new
    /// It is the machine on the license's seat with this number, from 1.
    case number(Int64)
}

extension SeatChoice {
    /// As it is typed, and kept.
    package var text: String {
        switch self {
        case .new: "new"
        case .number(let number): "\(number)"
        }
    }

    /// What an agent typed; nil for what is none.
    package init?(_ text: String) {
        if text.lowercased() == "new" {
            self = .new
        } else if let number = Int64(text), number > 0 {
            self = .number(number)
        } else {
            return nil
        }
    }
}
