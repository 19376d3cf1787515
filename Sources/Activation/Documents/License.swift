import CBOR
import COSE
import Cryptography
import Refusals

/// The vendor's answer: a CWT (RFC 8392), signed by an issuing key, bound to one request.
///
/// ```swift
/// if case .active(let license) = try product.verdict(now: now) {
///     show("License \(license.id), since \(license.issuedOn)")
/// }
/// ```
public struct License: DocumentBody {
    /// Signed by an issuing key.
    package static let kind = DocumentKind.license
    /// The most features in one license.
    package static let maximumFeatures = 32

    /// The product (`aud`).
    public let product: ProductID
    /// The day it was issued (`iat`, midnight UTC).
    public let issuedOn: CalendarDay
    /// The first day it is good for, if that is later than the day it was issued (`nbf`, midnight UTC).
    public let startsOn: CalendarDay?
    /// The last day it is good for; nil for ever (`exp` is midnight UTC at the end of it).
    public let lastDay: CalendarDay?
    /// The request that it answers.
    package let request: RequestDigest
    /// The license in the vendor's ledger.
    public let id: LicenseID
    /// How long it lasts, by kind.
    public let kind: LicenseKind
    /// The machine that asked, one user, or every machine of a site.
    public let binding: LicenseBinding
    /// The features' numbers, ascending.
    public let features: [UInt8]
    /// How many may use a site license at one time; 1 for all others, where a seat is a license of its own.
    public let seats: UInt32
    /// The last day on which the vendor's new versions are included; nil where that was not agreed.
    public let maintenanceUntil: CalendarDay?

    /// A license's contents. ``Verified/init(signing:key:keyIdentifier:)`` checks the size.
    package init(
        product: ProductID, issuedOn: CalendarDay, startsOn: CalendarDay?, lastDay: CalendarDay?,
        request: RequestDigest, id: LicenseID, kind: LicenseKind, binding: LicenseBinding,
        features: [FeatureCatalogue.Number], seats: UInt32, maintenanceUntil: CalendarDay?
    ) {
        self.product = product
        self.issuedOn = issuedOn
        self.startsOn = startsOn
        self.lastDay = lastDay
        self.request = request
        self.id = id
        self.kind = kind
        self.binding = binding
        self.features = features
        self.seats = seats
        self.maintenanceUntil = maintenanceUntil
    }
}

extension License {
    private enum Key {
        static let request: Int64 = 1
        static let id: Int64 = 2
        static let kind: Int64 = 3
        static let binding: Int64 = 4
        static let features: Int64 = 5
        static let seats: Int64 = 6
        static let maintenanceUntil: Int64 = 7
    }

    /// The claims set.
    package var claims: CBORValue {
        var entries: [(CBORValue, CBORValue)] = [
            (.int(Claim.audience), .text(product.text)),
            (.int(Claim.issuedAt), .time(issuedOn.start)),
            (.int(Claim.countersign), .map(CBORMap(replacing: ownEntries))),
        ]
        if let startsOn { entries.append((.int(Claim.notBefore), .time(startsOn.start))) }
        if let lastDay { entries.append((.int(Claim.expiration), .time(lastDay.adding(days: 1).start))) }
        return .map(CBORMap(replacing: entries))
    }

    private var ownEntries: [(CBORValue, CBORValue)] {
        var own: [(CBORValue, CBORValue)] = [
            (.int(Key.request), .bytes(request.bytes)),
            (.int(Key.id), .bytes(id.bytes)),
            (.int(Key.kind), .int(Int64(kind.rawValue))),
            (.int(Key.binding), .int(Int64(binding.rawValue))),
        ]
        if !features.isEmpty {
            own.append((.int(Key.features), .array(features.map { .unsigned(UInt64($0)) })))
        }
        if seats != 1 { own.append((.int(Key.seats), .unsigned(UInt64(seats)))) }
        if let maintenanceUntil {
            own.append((.int(Key.maintenanceUntil), .time(maintenanceUntil.start)))
        }
        return own
    }

    /// Reads a claims set.
    ///
    /// - Throws: `document.malformed`, `document.newer-version`.
    package init(claims: CBORValue) throws(Refusal) {
        var reader = try ClaimReader(claims, in: "the license")
        product = try reader.required(Claim.audience, "aud") { $0.asProductID }
        issuedOn = try reader.required(Claim.issuedAt, "iat") { $0.asDay }
        startsOn = try reader.optional(Claim.notBefore, "nbf") { $0.asDay }
        lastDay = try reader.optional(Claim.expiration, "exp") { $0.asLastDay }
        let ownMap = try reader.required(Claim.countersign, "countersign") { $0 }
        try reader.finish(ignoringNegative: false)

        var own = try ClaimReader(ownMap, in: "the license's own part")
        request = try own.required(Key.request, "request digest") { $0.asFixed(RequestDigest.self) }
        id = try own.required(Key.id, "license id") { $0.asFixed(LicenseID.self) }
        let kindNumber = try own.required(Key.kind, "kind") { $0.asUInt64 }
        let bindingNumber = try own.required(Key.binding, "binding") { $0.asUInt64 }
        features = try own.optional(Key.features, "features", Self.features) ?? []
        seats = try own.optional(Key.seats, "seats") { $0.asUInt32.flatMap { $0 > 1 ? $0 : nil } } ?? 1
        maintenanceUntil = try own.optional(Key.maintenanceUntil, "maintenance") { $0.asDay }
        try own.finish(ignoringNegative: true)

        guard
            let kind = UInt8(exactly: kindNumber).flatMap({ LicenseKind(rawValue: $0) }),
            let binding = UInt8(exactly: bindingNumber).flatMap({ LicenseBinding(rawValue: $0) })
        else {
            throw Refusal(
                .documentFromNewerVersion, "The license is of a kind that this version does not know.")
        }
        self.kind = kind
        self.binding = binding
        try checkConsistency()
    }

    /// One way only to say a thing: a perpetual license has no end, all others have one, and only a site
    /// license counts seats.
    private func checkConsistency() throws(Refusal) {
        guard (kind == .perpetual) == (lastDay == nil) else {
            throw ClaimReader.malformed("a \(kind.label) license and its end do not go together")
        }
        if let lastDay, lastDay < (startsOn ?? issuedOn) {
            throw ClaimReader.malformed("the license ends before it begins")
        }
        if let startsOn, startsOn <= issuedOn {
            throw ClaimReader.malformed("'nbf' says nothing that 'iat' does not")
        }
        guard seats == 1 || binding == .site else {
            throw ClaimReader.malformed("only a site license counts seats")
        }
    }

    /// One to 32 numbers, ascending, none twice; or nil.
    private static func features(_ value: CBORValue) -> [FeatureCatalogue.Number]? {
        guard let items = value.asArray, (1...maximumFeatures).contains(items.count) else { return nil }
        let numbers = items.compactMap { $0.asUInt64.flatMap { FeatureCatalogue.Number(exactly: $0) } }
        guard numbers.count == items.count, zip(numbers, numbers.dropFirst()).allSatisfy({ $0 < $1 }) else {
            return nil
        }
        return numbers
    }
}
