import Activation

extension Request {
    /// Whether the vendor's answer would change anything, as far as that can be told here.
    ///
    /// - Parameters:
    ///   - license: the license in use.
    ///   - answered: the request that it answers; nil where that is not here.
    ///   - hasEnded: whether the license is over.
    func wouldChange(_ license: License, answering answered: Request?, hasEnded: Bool, today: CalendarDay)
        -> Bool
    {
        // Another license was asked for.
        if self.license != license.id { return true }
        switch license.kind {
        case .lease where today > license.issuedOn: return true
        // No answer ends later.
        case .dated where hasEnded, .trial where hasEnded: return false
        default: break
        }
        guard let answered else { return true }
        return fingerprint != answered.fingerprint || deviceKey != answered.deviceKey
    }
}
