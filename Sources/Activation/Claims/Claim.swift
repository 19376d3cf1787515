/// The labels of CWT claims (RFC 8392 section 4; `cnf` from RFC 8747), and the one that holds all of ours.
enum Claim {
    static let issuer: Int64 = 1
    static let subject: Int64 = 2
    static let audience: Int64 = 3
    static let expiration: Int64 = 4
    static let notBefore: Int64 = 5
    static let issuedAt: Int64 = 6
    static let identifier: Int64 = 7
    static let confirmation: Int64 = 8
    /// Private use: CWT claim keys less than -65536 (RFC 8392 section 9.1).
    static let countersign: Int64 = -65_537
}
