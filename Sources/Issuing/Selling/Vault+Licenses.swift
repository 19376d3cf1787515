import Activation
import Ledger
import Refusals

extension Vault {
    /// How long a new license lasts.
    package enum Term: Hashable, Sendable {
        /// For ever.
        case perpetual
        /// Until the end of a day.
        case until(CalendarDay)
        /// For so many days from each activation, 1 to 36,500.
        case lease(days: Int)
        /// For so many days from a machine's first activation, 1 to 36,500.
        case trial(days: Int)
    }

    /// What a new license is.
    package struct NewLicense: Sendable {
        /// For which product.
        package let product: ProductID
        /// To whom it was sold.
        package let customer: String
        /// How long it lasts.
        package let term: Term
        /// Whom it is bound to.
        package let binding: LicenseBinding
        /// How many machines or users, 1 to 1,000,000.
        package let seats: Int
        /// The names of its features.
        package let features: [String]
        /// The last day of maintenance.
        package let maintenanceUntil: CalendarDay?

        /// What is to be sold; it is checked when it is added, not here.
        package init(
            product: ProductID, customer: String, term: Term, binding: LicenseBinding, seats: Int,
            features: [String], maintenanceUntil: CalendarDay?
        ) {
            self.product = product
            self.customer = customer
            self.term = term
            self.binding = binding
            self.seats = seats
            self.features = features.withoutRepetitions
            self.maintenanceUntil = maintenanceUntil
        }
    }

    /// Adds a license.
    ///
    /// - Returns: the activation key. It is nowhere kept: the ledger has its id, and the proof key, sealed.
    /// - Throws: `product.unknown`, `product.feature-unknown`, `usage.invalid`, `license.ended`.
    package func add(
        _ license: NewLicense, in surroundings: Surroundings
    ) throws(Refusal) -> (id: LicenseID, key: ActivationKey) {
        let now = surroundings.now()
        try license.check(today: now.day)
        return try ledger.write { (writer) throws(Refusal) in
            guard try writer.product(license.product.text) != nil else {
                throw Vault.unknown(license.product)
            }
            let features = try license.featureNumbers(
                in: try writer.catalogue(of: license.product, asSignedBy: rootKey))
            let customer = try writer.findOrAddCustomer(named: license.customer, at: now.rawValue)
            let event = try writer.eventNumber()
            let (id, key) = try addWithFreshKey(surroundings, to: writer) { id in
                license.record(
                    id: id, customer: customer.id, features: features, now: now, event: event)
            }
            try writer.appendAudit(
                entry(.licenseAdded, of: .license(id), detail: license.inWords, in: surroundings))
            return (id, key)
        }
    }

    /// Draws keys until the license's id, which is 40 bits of a hash, is free.
    private func addWithFreshKey(
        _ surroundings: Surroundings, to writer: LedgerWriter,
        record: (LicenseID) -> LicenseRecord
    ) throws(Refusal) -> (LicenseID, ActivationKey) {
        for _ in 0..<16 {
            let key: ActivationKey
            let id: LicenseID
            let proofKey: ProofKey
            do {
                key = try ActivationKey.generate(from: surroundings.random)
                id = try key.licenseID()
                proofKey = try key.proofKey()
            } catch {
                throw Refusal(.internalInconsistency, "The activation key could not be made (\(error)).")
            }
            let sealed = try SealedProofKey.seal(
                proofKey.secret, in: record(id), with: keys, random: surroundings.random)
            if try writer.addLicense(sealed) == .added { return (id, key) }
        }
        throw Refusal(.internalInconsistency, "No free license id was found; the random source is broken.")
    }

    /// Changes the number of seats. Fewer seats than are in use are allowed: nobody is thrown out, and nobody new
    /// is let in.
    ///
    /// - Throws: `license.unknown`, `usage.invalid`; `license.revoked`, because nobody could take such a seat.
    package func setSeats(_ seats: Int, of id: LicenseID, in surroundings: Surroundings) throws(Refusal) {
        try NewLicense.check(seats: seats)
        try ledger.write { (writer) throws(Refusal) in
            guard let standing = try writer.license(id.bytes) else { throw Self.unknown(id) }
            let old = standing.license
            if let revocation = standing.revocation {
                throw Refusal(
                    .licenseRevoked,
                    "License \(id) was revoked on \(UnixTime(rawValue: revocation.at).day): its seats cannot be changed.",
                    facts: [.license(id.description)])
            }
            let secret = try SealedProofKey.open(old, with: keys)
            let changed = old.changed(seats: Int64(seats), event: try writer.eventNumber())
            try writer.setLicense(
                try SealedProofKey.seal(secret, in: changed, with: keys, random: surroundings.random))
            try writer.appendAudit(
                entry(.licenseSeatsChanged, of: .license(id), detail: "\(seats)", in: surroundings))
        }
    }

    /// Revokes a license: no request for it is answered any more.
    ///
    /// - Returns: false if it was revoked before.
    /// - Throws: `license.unknown`.
    package func revoke(
        _ id: LicenseID, reason: String, in surroundings: Surroundings
    ) throws(Refusal) -> Bool {
        try ledger.write { (writer) throws(Refusal) in
            guard let standing = try writer.license(id.bytes) else { throw Self.unknown(id) }
            guard standing.revocation == nil else { return false }
            let secret = try SealedProofKey.open(standing.license, with: keys)
            var revoked = standing.license.changed(event: try writer.eventNumber())
            revoked.revocation = LicenseRecord.Revocation(at: surroundings.now().rawValue, reason: reason)
            try writer.setLicense(
                try SealedProofKey.seal(secret, in: revoked, with: keys, random: surroundings.random))
            try writer.appendAudit(
                entry(.licenseRevoked, of: .license(id), detail: reason, in: surroundings))
            return true
        }
    }

    static func unknown(_ id: LicenseID) -> Refusal {
        Refusal(.licenseUnknown, "The ledger has no license \(id).")
    }
}

extension Vault.NewLicense {
    fileprivate static func check(seats: Int) throws(Refusal) {
        guard (1...1_000_000).contains(seats) else {
            throw Refusal(
                .usageInvalid, "A license has 1 to 1,000,000 seats.", remedy: "Give another number.")
        }
    }

    fileprivate func check(today: CalendarDay) throws(Refusal) {
        try Self.check(seats: seats)
        guard DisplayText.isAcceptable(customer) else {
            throw Refusal(
                .usageInvalid, "A customer's name must have 1 to 128 bytes and no control characters.",
                remedy: "Shorten it, or leave out the unusual characters.")
        }
        guard features.count <= License.maximumFeatures else {
            throw Refusal(
                .usageInvalid, "A license has at most \(License.maximumFeatures) features.",
                remedy: "Use fewer.")
        }
        switch term {
        case .perpetual: break
        case .until(let day):
            guard day >= today else { throw Refusal(.licenseEnded, "The last day, \(day), has passed.") }
            guard day <= Entitlement.latestDay else {
                throw Refusal(
                    .usageInvalid,
                    "\(day) is too far away: the latest possible day is \(Entitlement.latestDay).",
                    remedy: "Name an earlier day; or add a license that never expires.")
            }
        case .lease(let days), .trial(let days):
            guard (1...36_500).contains(days) else {
                throw Refusal(.usageInvalid, "A term has 1 to 36,500 days.", remedy: "Give another number.")
            }
        }
    }

    fileprivate func featureNumbers(in catalogue: FeatureCatalogue) throws(Refusal) -> [Int64] {
        var numbers: [Int64] = []
        for name in features {
            guard let number = catalogue.number(of: name) else {
                throw Refusal(.productFeatureUnknown, "'\(product)' has no feature '\(name)'.")
            }
            numbers.append(Int64(number))
        }
        return numbers
    }

    fileprivate func record(
        id: LicenseID, customer: Int64, features: [Int64], now: UnixTime, event: Int64
    ) -> LicenseRecord {
        let kind: LicenseRecord.Kind
        var endsOn: Int64?
        var length: Int64?
        switch term {
        case .perpetual: kind = .perpetual
        case .until(let day): (kind, endsOn) = (.untilDay, Int64(day.daysSince1970))
        case .lease(let days): (kind, length) = (.lease, Int64(days))
        case .trial(let days): (kind, length) = (.trial, Int64(days))
        }
        let binding: LicenseRecord.Binding =
            switch self.binding {
            case .machine: .machine
            case .user: .user
            case .site: .none
            }
        return LicenseRecord(
            id: id.bytes, productID: product.text, customerID: customer, sealedProof: [], kind: kind,
            endsOn: endsOn, days: length, binding: binding, seats: Int64(seats), features: features,
            maintenanceUntil: maintenanceUntil.map { Int64($0.daysSince1970) }, createdAt: now.rawValue,
            event: event)
    }
}

extension Vault.NewLicense {
    /// All that was sold, for the audit log.
    fileprivate var inWords: String {
        let length =
            switch term {
            case .perpetual: "perpetual"
            case .until(let day): "until \(day)"
            case .lease(let days): "lease of \(days) days"
            case .trial(let days): "trial of \(days) days"
            }
        var parts = [
            "\(product) for \(customer)", length, "\(seats) \(seats == 1 ? "seat" : "seats")",
            "bound to \(binding.rawName)",
        ]
        if !features.isEmpty { parts.append("features \(features.joined(separator: " "))") }
        if let maintenanceUntil { parts.append("maintenance until \(maintenanceUntil)") }
        return parts.joined(separator: ", ")
    }
}

extension LicenseRecord {
    /// The same license for another event, its proof key not yet sealed for it.
    func changed(seats: Int64? = nil, note: String? = nil, event: Int64) -> LicenseRecord {
        LicenseRecord(
            id: id, productID: productID, customerID: customerID, sealedProof: sealedProof, kind: kind,
            endsOn: endsOn, days: days, binding: binding, seats: seats ?? self.seats, features: features,
            maintenanceUntil: maintenanceUntil, createdAt: createdAt, note: note ?? self.note,
            revocation: revocation, event: event)
    }
}
