import Activation
import COSE

/// What a response code says beside the signature: what the machine cannot know by itself. 52 bits.
package enum SpokenTerms: Hashable, Sendable {
    /// `issuing key 5 | day of issue 14 | span 16 | features 16 | binding 1`
    case license(LicenseTerms)
    /// `issuing key 5 | moment 34 | zero 13`
    case correction(signer: Signer, issuedAt: UnixTime)

    /// All bits of the terms.
    static let width = 52
    /// Days and moments count from 2026-01-01T00:00:00Z.
    static let epoch = CalendarDay(daysSince1970: 20_454)
    /// Days from the epoch: to 2070-11-09.
    static let dayWidth = 14
    /// Seconds from the epoch: for 544 years.
    static let momentWidth = 34

    /// The first five bits of a key id: which of the issuing keys that the machine knows.
    package struct Signer: Hashable, Sendable {
        static let width = 5
        let bits: UInt8

        init(bits: UInt8) { self.bits = bits }

        /// The bits of a key's id.
        package init(_ identifier: KeyIdentifier) { bits = (identifier.bytes.first ?? 0) >> 3 }
    }

    /// What a machine cannot know by itself about its license: days, features, binding.
    package struct LicenseTerms: Hashable, Sendable {
        static let featureWidth = 16
        /// The signing key, by bits of its id: enough to choose among the product file's keys.
        package let signer: Signer
        /// The day of issue.
        package let issuedOn: CalendarDay
        let span: LicenseSpan
        /// The features' numbers, 0 to 15, ascending.
        package let features: [FeatureCatalogue.Number]
        /// `.machine` or `.user`; a license for a site cannot be spoken.
        package let binding: LicenseBinding

        /// How long it lasts, by kind.
        package var kind: LicenseKind { span.kind }
        /// The last day it is good for; nil for ever.
        package var lastDay: CalendarDay? { span.days.map { issuedOn.adding(days: $0) } }
        /// The last day of maintenance, if any was agreed.
        package var maintenanceUntil: CalendarDay? { span.maintenanceDays.map { issuedOn.adding(days: $0) } }
    }
}

extension SpokenTerms {
    /// The terms as a number of 52 bits; nil where they have none.
    var field: BitField? {
        var field = BitField()
        switch self {
        case .license(let terms):
            guard let day = Self.number(of: terms.issuedOn), let span = terms.span.number,
                terms.binding != .site
            else { return nil }
            field.append(UInt64(terms.signer.bits), width: Signer.width)
            field.append(day, width: Self.dayWidth)
            field.append(span, width: 16)
            field.append(terms.features.reduce(0) { $0 | 1 << UInt64($1) }, width: LicenseTerms.featureWidth)
            field.append(UInt64(terms.binding.rawValue), width: 1)
        case .correction(let signer, let issuedAt):
            let moment = issuedAt.rawValue - Self.epoch.start.rawValue
            guard (0..<1 << Int64(Self.momentWidth)).contains(moment) else { return nil }
            field.append(UInt64(signer.bits), width: Signer.width)
            field.append(UInt64(moment), width: Self.momentWidth)
            field.append(0, width: Self.width - Signer.width - Self.momentWidth)
        }
        return field
    }

    static func number(of day: CalendarDay) -> UInt64? {
        let days = Int64(day.daysSince1970) - Int64(epoch.daysSince1970)
        return (0..<1 << Int64(dayWidth)).contains(days) ? UInt64(days) : nil
    }

    /// The terms that a number stands for, as those of what answers such a request; nil where it stands for none.
    init?(_ reader: inout BitReader, answering kind: RequestKind) {
        let signer = Signer(bits: UInt8(reader.number(width: Signer.width)))
        switch kind {
        case .activation, .renewal:
            let day = Self.epoch.adding(days: Int(reader.number(width: Self.dayWidth)))
            let span = LicenseSpan(number: reader.number(width: 16))
            let features = reader.number(width: LicenseTerms.featureWidth)
            let binding: LicenseBinding = reader.number(width: 1) == 0 ? .machine : .user
            guard let span else { return nil }
            let numbers = (0..<UInt8(LicenseTerms.featureWidth)).filter { features >> $0 & 1 == 1 }
            self = .license(
                LicenseTerms(
                    signer: signer, issuedOn: day, span: span, features: numbers, binding: binding))
        case .timeCorrection:
            let moment = reader.number(width: Self.momentWidth)
            guard reader.number(width: Self.width - Signer.width - Self.momentWidth) == 0 else { return nil }
            self = .correction(
                signer: signer, issuedAt: UnixTime(rawValue: Self.epoch.start.rawValue + Int64(moment)))
        }
    }
}
