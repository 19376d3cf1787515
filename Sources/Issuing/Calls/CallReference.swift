/// Which call a row of the audit log is about, and who had it, as its detail ends: `, call 3, agent Anna`.
struct CallReference: Hashable {
    let call: Int64
    let agent: String

    /// Nil for the detail of a row that is about no call. The agent's name comes last and may be anything, so the first
    /// place counts; of a wrong proof, nothing but the request's digest stands before it.
    init?(detail: String) {
        guard let place = detail.firstRange(of: ", call ") else { return nil }
        let rest = detail[place.upperBound...]
        guard let comma = rest.firstRange(of: ", agent "), let call = Int64(rest[..<comma.lowerBound])
        else { return nil }
        self.call = call
        agent = String(rest[comma.upperBound...])
    }
}
