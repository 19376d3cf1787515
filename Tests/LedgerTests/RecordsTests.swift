import Ledger
import Refusals
import Testing

struct RecordsTests {
    let scratch: Scratch
    let ledger: LedgerDatabase

    init() throws {
        scratch = try Scratch()
        ledger = try scratch.create()
        try ledger.write { writer throws(Refusal) in try Sample.fill(writer) }
    }

    @Test func `a product is found by its id, and its id is taken`() throws {
        try ledger.write { writer throws(Refusal) in try writer.addProduct(Sample.product("anchor")) }
        try ledger.read { reader throws(Refusal) in
            #expect(try reader.product("crane") == Sample.product())
            #expect(try reader.product("Crane") == nil)
            #expect(try reader.products().map(\.id) == ["anchor", "crane"])
        }
        let code = refusalCode {
            try ledger.write { writer throws(Refusal) in try writer.addProduct(Sample.product()) }
        }
        #expect(code == .productExists)
    }

    @Test func `a product's names and ways can change, its salt and its time cannot`() throws {
        try ledger.write { writer throws(Refusal) in
            try writer.setProduct(
                ProductRecord(
                    id: "crane", name: "Crane 2", vendor: "Hafen SE", salt: [UInt8](repeating: 8, count: 16),
                    email: "desk@hafen.example", createdAt: 999))
            let product = try writer.product("crane")
            #expect(product?.name == "Crane 2")
            #expect(product?.vendor == "Hafen SE")
            #expect(product?.phone == nil)
            #expect(product?.email == "desk@hafen.example")
            #expect(product?.salt == Sample.product().salt)
            #expect(product?.createdAt == Sample.product().createdAt)
        }
        let code = refusalCode {
            try ledger.write { writer throws(Refusal) in try writer.setProduct(Sample.product("none")) }
        }
        #expect(code == .productUnknown)
    }

    @Test func `a product's policy is kept, and can change`() throws {
        let strict = ProductRecord.Policy(
            threshold: 80, readsRootOnly: true, virtualMachines: 2, containers: 0, clockHours: 1)
        let product = ProductRecord(
            id: "anchor", name: "Anchor", vendor: "Hafen SE", salt: [UInt8](repeating: 8, count: 16),
            policy: strict, createdAt: 1)
        let eased = ProductRecord(
            id: "anchor", name: "Anchor", vendor: "Hafen SE", salt: product.salt, policy: .standard,
            createdAt: 1)
        try ledger.write { writer throws(Refusal) in
            try writer.addProduct(product)
            #expect(try writer.product("anchor")?.policy == strict)
            try writer.setProduct(eased)
            #expect(try writer.product("anchor")?.policy == .standard)
            #expect(try writer.product("crane")?.policy == .standard)
        }
    }

    @Test func `features are numbered in order and keep their numbers`() throws {
        try ledger.write { writer throws(Refusal) in
            #expect(try writer.addFeature(named: "base", toProduct: "crane") == 0)
            #expect(try writer.addFeature(named: "report", toProduct: "crane") == 1)
            #expect(try writer.addFeature(named: "base", toProduct: "crane") == 0)
            #expect(try writer.addFeature(named: "export", toProduct: "crane") == 2)
            #expect(try writer.features(ofProduct: "crane").map(\.name) == ["base", "report", "export"])
            #expect(try writer.features(ofProduct: "crane").map(\.number) == [0, 1, 2])
        }
        let code = refusalCode {
            try ledger.write { writer throws(Refusal) in
                _ = try writer.addFeature(named: "base", toProduct: "none")
            }
        }
        #expect(code == .productUnknown)
    }

    @Test func `a customer is added once`() throws {
        try ledger.write { writer throws(Refusal) in
            let first = try writer.findOrAddCustomer(named: "Reederei Öst", at: 5)
            let again = try writer.findOrAddCustomer(named: "Reederei Öst", at: 6)
            #expect(first == again)
            #expect(first.createdAt == 5)
            #expect(try writer.customer(first.id) == first)
            #expect(try writer.customers().map(\.name) == ["Reederei Öst", "Werft"])
        }
    }

    @Test func `a license comes back as it went in, with its standing`() throws {
        try ledger.write { writer throws(Refusal) in
            let standing = try writer.license(Sample.licenseID)
            #expect(standing?.license == Sample.license(customer: standing?.license.customerID ?? 0))
            #expect(standing?.license.features == [0, 4])
            #expect(standing?.customerName == "Werft")
            #expect(standing?.seatsInUse == 0)
            #expect(standing?.revocation == nil)
            _ = try writer.addActivation(
                ofLicense: Sample.licenseID, fingerprint: [1], deviceKey: Sample.deviceKey, mark: nil, at: 1)
            try writer.revokeLicense(RevocationRecord(licenseID: Sample.licenseID, at: 3, reason: "stolen"))
            try writer.setSeats(7, sealedProof: [9], ofLicense: Sample.licenseID)
            let later = try writer.license(Sample.licenseID)
            #expect(later?.seatsInUse == 1)
            #expect(later?.license.seats == 7)
            #expect(later?.revocation?.reason == "stolen")
        }
    }

    @Test func `a license id that is taken is an outcome, not a failure`() throws {
        try ledger.write { writer throws(Refusal) in
            let customer = try writer.findOrAddCustomer(named: "Werft", at: 1).id
            #expect(try writer.addLicense(Sample.license(customer: customer, seats: 9)) == .idTaken)
            #expect(try writer.addLicense(Sample.license([5, 4, 3, 2, 1], customer: customer)) == .added)
            #expect(try writer.license(Sample.licenseID)?.license.seats == 2)
        }
    }

    @Test func `licenses are listed by product and by customer`() throws {
        try ledger.write { writer throws(Refusal) in
            try writer.addProduct(Sample.product("anchor"))
            let other = try writer.findOrAddCustomer(named: "Dock", at: 1).id
            _ = try writer.addLicense(Sample.license([9, 0, 0, 0, 1], customer: other))
            _ = try writer.addLicense(Sample.license([0, 0, 0, 0, 2], customer: other, product: "anchor"))
        }
        try ledger.read { reader throws(Refusal) in
            func ids(_ filter: LicenseFilter) throws(Refusal) -> [UInt8] {
                try reader.licenses(filter).map { $0.license.id[4] }
            }
            #expect(try ids(LicenseFilter()) == [5, 1, 2])
            #expect(try ids(LicenseFilter(productID: "crane")) == [5, 1])
            #expect(try ids(LicenseFilter(customerPart: "Dock")) == [1, 2])
            #expect(try ids(LicenseFilter(productID: "crane", customerPart: "Dock")) == [1])
            #expect(try reader.licenses(limit: 1, offset: 1).map { $0.license.id[4] } == [1])
        }
    }

    @Test(arguments: [
        ("straße", 1), ("STRASSE", 1), ("strasse", 1), ("WERFT", 2), ("äöü", 1), ("ÄÖÜ", 1), ("верфь", 1),
        ("%", 1),
        ("_", 0), ("erf", 2), ("x", 0), ("'; DROP TABLE licenses; --", 0), ("[1]", 0),
    ])
    func `A customer is found by a part of the name, in any case and script, and no sign stands for others`(
        part: String, count: Int
    ) throws {
        let found = try ledger.write { writer throws(Refusal) in
            var number: UInt8 = 1
            for name in ["Werft Große Straße", "100% Werftbedarf", "ÄÖÜ", "ВЕРФЬ Нева"] {
                let customer = try writer.findOrAddCustomer(named: name, at: 1).id
                _ = try writer.addLicense(Sample.license([8, 0, 0, 0, number], customer: customer))
                number += 1
            }
            return try writer.licenses(LicenseFilter(customerPart: part)).filter { $0.license.id[0] == 8 }
        }
        #expect(found.count == count)
    }

    @Test func `a revocation stays with its first reason`() throws {
        try ledger.write { writer throws(Refusal) in
            let first = RevocationRecord(licenseID: Sample.licenseID, at: 3, reason: "stolen")
            #expect(try writer.revokeLicense(first))
            let second = RevocationRecord(licenseID: Sample.licenseID, at: 4, reason: "again")
            #expect(try !writer.revokeLicense(second))
            #expect(try writer.revocations() == [first])
        }
        let code = refusalCode {
            try ledger.write { writer throws(Refusal) in
                try writer.revokeLicense(RevocationRecord(licenseID: [0, 0, 0, 0, 0], at: 1, reason: ""))
            }
        }
        #expect(code == .licenseUnknown)
    }

    @Test func `a machine is found by its fingerprint and by its key, the one in use first`() throws {
        try ledger.write { writer throws(Refusal) in
            let id = Sample.licenseID
            let key = Sample.deviceKey
            let used = try writer.addActivation(
                ofLicense: id, fingerprint: [1], deviceKey: key, mark: nil, at: 10)
            let returned = try writer.addActivation(
                ofLicense: id, fingerprint: [1], deviceKey: key, mark: nil, at: 11)
            #expect(try writer.returnActivation(returned, at: 12))
            #expect(try !writer.returnActivation(returned, at: 13))
            #expect(try writer.seatsInUse(ofLicense: id) == 1)
            #expect(try writer.activation(ofLicense: id, fingerprint: [1])?.id == used)
            #expect(try writer.activation(ofLicense: id, deviceKey: key)?.id == used)
            #expect(try writer.license(id)?.seatsInUse == 1)
            #expect(try writer.activation(ofLicense: id, fingerprint: [2]) == nil)
            #expect(try writer.activation(ofLicense: [0, 0, 0, 0, 0], fingerprint: [1]) == nil)
            #expect(try writer.activations(ofLicense: id).map(\.returnedAt) == [nil, 12])
            let other = [UInt8](repeating: 8, count: 32)
            try writer.renewActivation(returned, fingerprint: [2], deviceKey: other, mark: nil, at: 20)
            let renewed = try writer.activation(ofLicense: id, deviceKey: other)
            #expect(renewed?.firstAt == 11)
            #expect(renewed?.lastAt == 20)
            #expect(renewed?.returnedAt == nil)
            #expect(renewed == (try writer.activation(returned)))
            // Every key that it was answered for is known, not the last one only.
            #expect(try writer.activationsInUse(ofLicense: id, deviceKey: key).map(\.id) == [returned, used])
            #expect(try writer.activationsInUse(ofLicense: id, deviceKey: other).map(\.id) == [returned])
            #expect(try writer.returnActivation(used, at: 21))
            #expect(try writer.returnActivation(returned, at: 22))
            let third = try writer.addActivation(
                ofLicense: id, fingerprint: [2], deviceKey: key, mark: nil, at: 23)
            #expect(try writer.returnActivation(third, at: 24))
            #expect(try writer.activation(ofLicense: id, fingerprint: [2])?.id == third)
        }
    }

    @Test func `an answer is stored with its request, once`() throws {
        try ledger.write { writer throws(Refusal) in
            let activation = try writer.addActivation(
                ofLicense: Sample.licenseID, fingerprint: [1], deviceKey: Sample.deviceKey, mark: nil, at: 1)
            let response = Sample.response(1, activation: activation)
            #expect(try writer.response(forRequestDigest: response.requestDigest) == nil)
            try writer.recordAnswer(request: Sample.request(1), response: response)
            #expect(try writer.response(forRequestDigest: response.requestDigest) == response)
            #expect(try writer.request(response.requestDigest) == Sample.request(1))
            try writer.recordAnswer(request: Sample.request(2), response: Sample.response(2, activation: nil))
            let answered = [UInt8](repeating: 2, count: 12)
            #expect(
                try writer.responses(ofLicense: Sample.licenseID, answering: answered).map(\.bytes) == [
                    [2, 2]
                ])
            #expect(try writer.responses(ofLicense: [0, 0, 0, 0, 0], answering: answered).isEmpty)
        }
        for (request, response) in [
            (Sample.request(1), Sample.response(1, activation: nil)),
            (Sample.request(3), Sample.response(4, activation: nil)),
            (Sample.request(3), Sample.response(3, activation: 999)),
        ] {
            let code = refusalCode {
                try ledger.write { writer throws(Refusal) in
                    try writer.recordAnswer(request: request, response: response)
                }
            }
            #expect(code == .internalInconsistency)
        }
        let third = try ledger.read { reader throws(Refusal) in try reader.request(Sample.request(3).digest) }
        #expect(third == nil)
    }

    @Test func `a key has the days that it was added with`() throws {
        let key = SigningKeyRecord(
            kid: [UInt8](repeating: 8, count: 8), publicKey: [UInt8](repeating: 8, count: 32),
            sealedSecret: [1],
            notBefore: 20, notAfter: 90, withdrawnSince: 50, createdAt: 10)
        try ledger.write { writer throws(Refusal) in
            #expect(try writer.signingKey(Sample.kid) == Sample.key)
            try writer.addSigningKey(key)
            #expect(try writer.signingKey(key.kid) == key)
            #expect(try writer.signingKeys().contains(Sample.key))
        }
    }

    @Test func `a text with a NUL is refused rather than cut`() {
        let code = refusalCode {
            try ledger.write { writer throws(Refusal) in
                _ = try writer.findOrAddCustomer(named: "Werft\0evil", at: 1)
            }
        }
        #expect(code == .internalInconsistency)
    }
}
