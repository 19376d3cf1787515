import Cryptography
import Refusals
import Testing

@testable import Ledger

struct RecordsTests {
    let scratch: Scratch
    let ledger: LedgerDatabase

    init() throws {
        scratch = try Scratch()
        ledger = try scratch.create()
        try ledger.write { writer throws(Refusal) in try Sample.fill(writer) }
    }

    @Test func `a product is found by its id, and its id is taken`() throws {
        try ledger.write { writer throws(Refusal) in
            try writer.addProduct(Sample.product("anchor"))
            try writer.tell(.other("anchor"))
        }
        try ledger.read { reader throws(Refusal) in
            #expect(try reader.product("crane") == Sample.product(event: 1))
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
            try writer.tell(Sample.crane)
            let product = try writer.product("crane")
            #expect(product?.event == 4)
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
            try writer.tell(.other("anchor"))
            try writer.setProduct(eased)
            try writer.tell(.other("anchor"))
            #expect(try writer.product("anchor")?.policy == .standard)
            #expect(try writer.product("crane")?.policy == .standard)
        }
    }

    @Test func `features are numbered in order and keep their numbers`() throws {
        try ledger.write { writer throws(Refusal) in
            for names in [["base", "report"], ["base"], ["export", "base"]] {
                try writer.addFeatures(names, toProduct: "crane")
                try writer.tell(Sample.crane)
            }
        }
        try ledger.read { reader throws(Refusal) in
            #expect(try reader.features(ofProduct: "crane").map(\.name) == ["base", "report", "export"])
            #expect(try reader.features(ofProduct: "crane").map(\.number) == [0, 1, 2])
            #expect(try reader.product("crane")?.featureCount == 3)
            #expect(try reader.features(ofProduct: "none") == [])
        }
        let code = refusalCode {
            try ledger.write { writer throws(Refusal) in
                try writer.addFeatures(["base"], toProduct: "none")
            }
        }
        #expect(code == .productUnknown)
    }

    @Test func `a product is added with its features`() throws {
        try ledger.write { writer throws(Refusal) in
            try writer.addProduct(Sample.product("anchor"), features: ["base", "report"])
            try writer.tell(.other("anchor"))
        }
        try ledger.read { reader throws(Refusal) in
            #expect(try reader.features(ofProduct: "anchor").map(\.name) == ["base", "report"])
            #expect(try reader.product("anchor")?.featureCount == 2)
        }
    }

    @Test func `a customer is added once`() throws {
        try ledger.write { writer throws(Refusal) in
            let first = try writer.findOrAddCustomer(named: "Reederei Öst", at: 5)
            let again = try writer.findOrAddCustomer(named: "Reederei Öst", at: 6)
            try writer.tell()
            #expect(first == again)
            #expect(first.createdAt == 5)
            #expect(try writer.customer(first.id) == first)
            #expect(try writer.customers().map(\.name) == ["Reederei Öst", "Werft"])
        }
    }

    @Test func `a license comes back as it went in, with its standing`() throws {
        try ledger.write { writer throws(Refusal) in
            guard let standing = try writer.license(Sample.licenseID) else { throw Refusal(.vaultDamaged) }
            let sold = standing.license
            #expect(sold == Sample.license(customer: sold.customerID, event: 3))
            #expect(sold.features == [0, 4])
            #expect(standing.customerName == "Werft")
            #expect(standing.seatsInUse == 0)
            #expect(standing.revocation == nil)
            _ = try Sample.takeSeat(writer)
            let revocation = LicenseRecord.Revocation(at: 3, reason: "stolen")
            try writer.setLicense(
                LicenseRecord(
                    id: sold.id, productID: sold.productID, customerID: sold.customerID, sealedProof: [9],
                    kind: .perpetual, seats: 7, createdAt: 100, revocation: revocation,
                    event: try writer.eventNumber()))
            try writer.tell(Sample.license)
            let later = try writer.license(Sample.licenseID)
            #expect(later?.seatsInUse == 1)
            #expect(later?.license.seats == 7)
            #expect(later?.license.sealedProof == [9])
            #expect(later?.license.event == 5)
            #expect(later?.revocation == revocation)
        }
        #expect(
            try ledger.read { reader throws(Refusal) in try reader.licenses().map(\.revocation?.reason) }
                == ["stolen"])
    }

    @Test func `a row with a sealed secret is made for the event that writes it`() throws {
        func isRefused(_ change: (LedgerWriter) throws(Refusal) -> Void) -> Bool {
            refusalCode {
                try ledger.write { writer throws(Refusal) in
                    try change(writer)
                    try writer.tell()
                }
            } == .internalInconsistency
        }
        let other: Int64 = 17
        let license = Sample.license([9, 9, 9, 9, 9], customer: 1, event: other)
        #expect(isRefused { writer throws(Refusal) in _ = try writer.addLicense(license) })
        let changed = Sample.license(customer: 1, event: other)
        #expect(isRefused { writer throws(Refusal) in try writer.setLicense(changed) })
        #expect(isRefused { writer throws(Refusal) in try writer.addSigningKey(Sample.key(event: other)) })
        let key = Sample.auditKey(event: other)
        #expect(isRefused { writer throws(Refusal) in try writer.addAuditKey(key) })
        #expect(isRefused { writer throws(Refusal) in try writer.setAuditKey(key) })
    }

    @Test func `a license that is not there is not changed`() {
        let code = refusalCode {
            try ledger.write { writer throws(Refusal) in
                try writer.setLicense(
                    Sample.license([0, 0, 0, 0, 0], customer: 1, event: try writer.eventNumber()))
            }
        }
        #expect(code == .licenseUnknown)
    }

    @Test func `an audit key comes back as it went in, and gets its certificate later`() throws {
        try ledger.write { writer throws(Refusal) in
            try writer.addAuditKey(Sample.auditKey(event: try writer.eventNumber()))
            try writer.tell(.other("audit key"))
            #expect(try writer.auditKeys() == [Sample.auditKey(event: 4)])
            try writer.setAuditKey(Sample.auditKey(certificate: [1], event: try writer.eventNumber()))
            try writer.tell(.other("audit key"))
            #expect(try writer.auditKeys() == [Sample.auditKey(certificate: [1], event: 5)])
        }
        let code = refusalCode {
            try ledger.write { writer throws(Refusal) in
                try writer.setAuditKey(Sample.auditKey(2, event: try writer.eventNumber()))
            }
        }
        #expect(code == .internalInconsistency)
    }

    @Test func `a license id that is taken is an outcome, not a failure`() throws {
        try ledger.write { writer throws(Refusal) in
            let customer = try writer.findOrAddCustomer(named: "Werft", at: 1).id
            let event = try writer.eventNumber()
            #expect(
                try writer.addLicense(Sample.license(customer: customer, seats: 9, event: event)) == .idTaken)
            #expect(!writer.hasUntoldChanges)
            let other = Sample.license([5, 4, 3, 2, 1], customer: customer, event: event)
            #expect(try writer.addLicense(other) == .added)
            #expect(writer.hasUntoldChanges)
            try writer.tell(.license(other.id, "L-2"))
            #expect(!writer.hasUntoldChanges)
            #expect(try writer.license(Sample.licenseID)?.license.seats == 2)
        }
    }

    @Test func `licenses are listed by product and by customer`() throws {
        try ledger.write { writer throws(Refusal) in
            try writer.addProduct(Sample.product("anchor"))
            try writer.tell(.other("anchor"))
            try Sample.addLicense([9, 0, 0, 0, 1], of: "Dock", at: 300, writer)
            try Sample.addLicense([0, 0, 0, 0, 2], of: "Dock", product: "anchor", at: 200, writer)
        }
        try ledger.read { reader throws(Refusal) in
            func ids(_ filter: LicenseFilter) throws(Refusal) -> [UInt8] {
                try reader.licenses(filter).map { $0.license.id[4] }
            }
            #expect(try ids(LicenseFilter()) == [5, 2, 1])
            #expect(try ids(LicenseFilter(productID: "crane")) == [5, 1])
            #expect(try ids(LicenseFilter(customerPart: "Dock")) == [2, 1])
            #expect(try ids(LicenseFilter(productID: "crane", customerPart: "Dock")) == [1])
            #expect(try reader.licenses(limit: 1, offset: 1).map { $0.license.id[4] } == [2])
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
                try Sample.addLicense([8, 0, 0, 0, number], of: name, writer)
                number += 1
            }
            return try writer.licenses(LicenseFilter(customerPart: part)).filter { $0.license.id[0] == 8 }
        }
        #expect(found.count == count)
    }

    @Test func `a machine is found by its fingerprint and by its key, the one in use first`() throws {
        try ledger.write { writer throws(Refusal) in
            let id = Sample.licenseID
            let key = Sample.deviceKey
            let used = try Sample.takeSeat(writer, at: 10)
            let returned = try Sample.takeSeat(writer, at: 11)
            #expect(try Sample.giveBack(returned, at: 12, writer))
            #expect(try !Sample.giveBack(returned, at: 13, writer))
            #expect(try writer.seatsInUse(ofLicense: id) == 1)
            #expect(try writer.activation(ofLicense: id, fingerprint: [1])?.id == used.id)
            #expect(try writer.activation(ofLicense: id, deviceKey: key)?.id == used.id)
            #expect(try writer.license(id)?.seatsInUse == 1)
            #expect(try writer.activation(ofLicense: id, fingerprint: [2]) == nil)
            #expect(try writer.activation(ofLicense: [0, 0, 0, 0, 0], fingerprint: [1]) == nil)
            #expect(try writer.activations(ofLicense: id).map(\.returnedAt) == [nil, 12])
            let other = [UInt8](repeating: 8, count: 32)
            guard let latest = try writer.activation(returned.id) else { throw Refusal(.vaultDamaged) }
            try writer.renewActivation(latest, fingerprint: [2], deviceKey: other, mark: nil, at: 20)
            try writer.tell(Sample.license)
            #expect(try writer.seatsInUse(ofLicense: id) == 2)
            let renewed = try writer.activation(ofLicense: id, deviceKey: other)
            #expect(renewed?.firstAt == 11)
            #expect(renewed?.lastAt == 20)
            #expect(renewed?.returnedAt == nil)
            #expect(renewed == (try writer.activation(returned.id)))
            // Every key that it was answered for is known, not the last one only.
            #expect(
                try writer.activationsInUse(ofLicense: id, deviceKey: key).map(\.id) == [
                    returned.id, used.id,
                ])
            #expect(try writer.activationsInUse(ofLicense: id, deviceKey: other).map(\.id) == [returned.id])
            #expect(try writer.activation(ofLicense: id, deviceKey: key, before: returned.id)?.id == used.id)
            #expect(try writer.activation(ofLicense: id, deviceKey: key, before: used.id) == nil)
            #expect(try Sample.giveBack(used, at: 21, writer))
            #expect(try Sample.giveBack(returned, at: 22, writer))
            let third = try Sample.takeSeat(writer, fingerprint: [2], at: 23)
            #expect(try Sample.giveBack(third, at: 24, writer))
            #expect(try writer.activation(ofLicense: id, fingerprint: [2])?.id == third.id)
            #expect(try writer.seatsInUse(ofLicense: id) == 0)
            #expect(try writer.activationCount(ofLicense: id) == 3)
        }
    }

    @Test func `time corrections of a seat are counted, and stay counted`() throws {
        try ledger.write { writer throws(Refusal) in
            let seat = try Sample.takeSeat(writer)
            for _ in 0..<2 {
                guard let latest = try writer.activation(seat.id) else { throw Refusal(.vaultDamaged) }
                try writer.countCorrection(of: latest)
                try writer.tell(Sample.license)
            }
            #expect(try writer.activation(seat.id)?.corrections == 2)
            guard let latest = try writer.activation(seat.id) else { throw Refusal(.vaultDamaged) }
            try writer.renewActivation(
                latest, fingerprint: [1], deviceKey: Sample.deviceKey, mark: nil, at: 5)
            try writer.tell(Sample.license)
            #expect(try Sample.giveBack(seat, at: 6, writer))
            #expect(try writer.activation(seat.id)?.corrections == 2)
        }
    }

    @Test func `an answer is stored with its request, once`() throws {
        try ledger.write { writer throws(Refusal) in
            let activation = try Sample.takeSeat(writer).id
            let response = Sample.response(1, activation: activation)
            #expect(try writer.response(forRequestDigest: response.requestDigest) == nil)
            #expect(try !writer.hasAnswered(response.requestDigest))
            try writer.recordAnswer(request: Sample.request(1), response: response)
            try writer.tell(Sample.license)
            #expect(try writer.hasAnswered(response.requestDigest))
            #expect(try writer.response(forRequestDigest: response.requestDigest) == response)
            #expect(try writer.request(response.requestDigest) == Sample.request(1))
            try writer.recordAnswer(request: Sample.request(2), response: Sample.response(2, activation: nil))
            try writer.tell(Sample.license)
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
                    try writer.tell(Sample.license)
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
            notBefore: 20, notAfter: 90, withdrawnSince: 50, createdAt: 10, event: 4)
        try ledger.write { writer throws(Refusal) in
            #expect(try writer.signingKeys() == [Sample.key(event: 2)])
            try writer.addSigningKey(key)
            try writer.tell(.other(Hexadecimal.encode(key.kid)))
            #expect(try writer.signingKeys() == [Sample.key(event: 2), key])
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
