import Issuing
import Refusals

extension SeatChoice {
    /// What `--seat` says; nil where it was not given.
    ///
    /// - Throws: `usage.invalid`.
    init?(option: String?) throws(Refusal) {
        guard let option else { return nil }
        guard let choice = SeatChoice(option) else {
            throw Refusal(
                .usageInvalid, "'\(option)' is not a seat.", remedy: "Give the number of a seat, or 'new'.")
        }
        self = choice
    }
}
