import Refusals

extension AdviceFacts {
    /// At the vendor's desk, about a call.
    func callAdvice(for code: RefusalCode) -> String? {
        switch code {
        case .phoneNotAwaited where holds(.byPhone):
            "See how it stands: 'countersign-client status'. To begin anew: 'countersign-client request --phone'."
        case .phoneCallTaken:
            call.map { "Leave it there, or take it back: 'countersign-responder phone --resume \($0)'." }
        case .phoneCallRefused:
            call.map { "Look at it again: 'countersign-responder phone --resume \($0)'." }
        case .phoneAnswerChanged:
            call.map { call in
                "Look at it again, with the seat that is meant: 'countersign-responder phone --resume "
                    + "\(call)\(chosenSeat.map { " --seat \($0)" } ?? "")'."
            }
        case .requestUserMissing where holds(.byPhone):
            "Have it made anew: 'countersign-client request --phone --user'."
        case .usageInvalid where holds(.byPhone):
            "Have it made anew without --user: 'countersign-client request --phone'."
        case .requestDeviceUnknown where holds(.byPhone):
            "If the caller can say which of the listed machines it is, choose its seat with --seat; if it has none yet, "
                + "have 'countersign-client request --phone --new' made without --renew."
        case .phoneSeatUndecided where holds(.byPhone):
            "Ask which it is: give its seat's number with --seat, or 'new'."
        default: nil
        }
    }
}
