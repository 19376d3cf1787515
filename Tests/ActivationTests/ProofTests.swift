import CBOR
import COSE
import Cryptography
import Refusals
import TestSupport
import Testing

@testable import Activation

@Suite("A proof of the activation key")
struct ProofTests {
    @Test("is the one that the vectors tell, also with labels that this version does not know")
    func vectors() throws {
        let vectors = try VectorLine.all(in: "derivations.txt").filter { $0.fields[0] == "proof" }
        #expect(vectors.count == 3)
        for fields in vectors.map(\.fields) {
            let bytes = fields.map { Hexadecimal.decode($0) ?? [] }
            let request = try Unverified<Request>(written: bytes[2]).verified()
            let claims = try CBORDecoder.decode(request.object.payload)
            #expect(CBOREncoder.encode(Request.unproven(claims)) == bytes[3])
            let key = try ProofKey(secret: Sample.secret(bytes[1]))
            #expect(try key.proof(over: claims).hexadecimal == fields[4])
            #expect(request.body.purpose.proof?.hexadecimal == fields[4])
            #expect(try key.proves(request))
        }
    }

    @Test(
        "is of one document: a header that says nothing makes no second one",
        arguments: [[1], [16], [1, 16], [1, 1]])
    func criticalHeaders(labels: [Int64]) throws {
        let machine = try Sample.machine()
        let request = try machine.request(for: Sample.vendor().productFile())
        let object = request.object
        let headers = try #require(try CBORDecoder.decode(object.protectedBytes).asMap)
        let entries =
            headers.entries.map { ($0.key, $0.value) } + [(.int(2), .array(labels.map { .int($0) }))]
        let protected = CBOREncoder.encode(.map(CBORMap(replacing: entries)))
        let structure = CBOREncoder.encode(
            .array([.text("Signature1"), .bytes(protected), .bytes([]), .bytes(object.payload)]))
        let signature = try machine.deviceKey.sign(structure)
        let encoded = CBOREncoder.encode(
            .tagged(
                18,
                .array([
                    .bytes(protected), .map(CBORMap(replacing: [])), .bytes(object.payload),
                    .bytes(signature.bytes),
                ])))
        let refusal = #expect(throws: Refusal.self) { try Unverified<Request>(written: encoded) }
        #expect(refusal?.code == .documentMalformed)
        #expect(refusal?.sentence == "The request has a protected header that it must not have.")
    }

    @Test(
        "covers what was received: of two requests that differ in a label nobody knows, it proves its own only"
    )
    func unknownLabels() throws {
        let key = try Sample.activationKey(1)
        let machine = try Sample.machine()
        let body = try machine.requestBody(for: Sample.vendor().productFile().body, key: key)
        let proofKey = try key.proofKey()
        let proof = try proofKey.proof(over: Self.claims(of: body, label: .int(-1), value: 1))
        for (value, isProven) in [(1, true), (2, false)] as [(Int64, Bool)] {
            let claims = Self.claims(of: body, label: .int(-1), value: .int(value), proof: proof)
            #expect(try proofKey.proves(Self.signed(claims, by: machine)) == isProven)
        }
        // Nor is one good for the request with the label taken out, or put in.
        let without = Self.claims(of: body, label: .int(-1), value: nil, proof: proof)
        #expect(!(try proofKey.proves(Self.signed(without, by: machine))))
        let plain = try #require(body.purpose.proof)
        let with = Self.claims(of: body, label: .int(-1), value: 1, proof: plain)
        #expect(!(try proofKey.proves(Self.signed(with, by: machine))))
        #expect(try proofKey.proves(Self.signed(body.claims, by: machine)))
    }

    /// A claims set with another entry in its own part, and perhaps another proof.
    private static func claims(
        of body: Request, label: CBORValue, value: CBORValue?, proof: ActivationProof? = nil
    ) -> CBORValue {
        guard var map = body.claims.asMap, var own = map[.int(-65_537)]?.asMap else { return .null }
        own[label] = value
        if let proof { own[3] = .bytes(proof.bytes) }
        map[.int(-65_537)] = .map(own)
        return .map(map)
    }

    private static func signed(_ claims: CBORValue, by machine: SampleMachine) throws -> Verified<Request> {
        let object = try Sign1(
            payload: CBOREncoder.encode(claims), type: DocumentKind.request.mediaType, keyIdentifier: nil,
            key: machine.deviceKey)
        return try Unverified<Request>(written: object.encoded).verified()
    }

    @Test("holds for its own request under its own key only")
    func own() throws {
        let productFile = try Sample.vendor().productFile()
        let machine = try Sample.machine()
        let request = try machine.request(for: productFile, key: Sample.activationKey(1))
        #expect(try Sample.activationKey(1).proofKey().proves(request))
        #expect(!(try Sample.activationKey(2).proofKey().proves(request)))

        // Whoever copies a proof into a request of his own has another device key, or another nonce.
        let stolen = request.body.purpose
        for thief in [try Sample.machine(2), machine] {
            let body = try thief.requestBody(
                for: productFile.body, key: Sample.activationKey(2),
                nonce: RequestNonce(
                    uncheckedBytes: [UInt8](repeating: thief.number == 1 ? 9 : 0x31, count: 16)))
            let forged = Request(
                product: body.product, madeAt: body.madeAt, nonce: body.nonce, deviceKey: body.deviceKey,
                purpose: stolen, license: request.body.license,
                productFileVersion: body.productFileVersion, fingerprint: body.fingerprint)
            #expect(!(try Sample.activationKey(1).proofKey().proves(thief.request(forged))))
        }
        // And whoever has the device key and an old request can not put other components into it.
        let weaker = try machine.fingerprint(forUser: true)
        let old = request.body
        let changed = Request(
            product: old.product, madeAt: old.madeAt, nonce: old.nonce, deviceKey: old.deviceKey,
            purpose: stolen, license: old.license, productFileVersion: old.productFileVersion,
            fingerprint: weaker)
        #expect(!(try Sample.activationKey(1).proofKey().proves(machine.request(changed))))
        let other = try Sample.vendor().productFileBody(product: Sample.product("other"))
        let moved = try machine.requestBody(for: other, key: Sample.activationKey(1))
        #expect(moved.purpose != stolen)
    }
}

@Suite("A request's digest")
struct RequestDigestTests {
    @Test("is the one that the vectors tell, of 64 rounds")
    func vector() throws {
        let fields = try #require(
            VectorLine.all(in: "derivations.txt").first { $0.fields[0] == "request-digest" }
        ).fields
        let request = try Unverified<Request>(written: #require(Hexadecimal.decode(fields[1])))
        #expect(RequestDigest(of: request).hexadecimal == fields[2])
        #expect(RequestDigest.rounds == 64)
        let once = BLAKE2b.repeated(request.object.signatureStructure(), rounds: 1)
        #expect(RequestDigest(of: request).bytes != Array(once.prefix(12)))
    }

    @Test("covers all that is signed: it changes with every claim")
    func covers() throws {
        let productFile = try Sample.vendor().productFile()
        let machine = try Sample.machine()
        let bodies = [
            try machine.requestBody(for: productFile.body, key: Sample.activationKey(1)),
            try machine.requestBody(for: productFile.body, key: Sample.activationKey(2)),
            try machine.requestBody(
                for: productFile.body, key: Sample.activationKey(1), madeAt: UnixTime(rawValue: 1)),
            try machine.requestBody(
                for: productFile.body, key: Sample.activationKey(1),
                nonce: RequestNonce([UInt8](repeating: 0, count: 16))),
            try machine.requestBody(for: productFile.body, key: Sample.activationKey(1), forUser: true),
            try machine.requestBody(
                for: Sample.vendor().productFileBody(version: 2), key: Sample.activationKey(1)),
        ]
        let digests = try bodies.map { RequestDigest(of: try machine.request($0).unverified) }
        #expect(Set(digests).count == bodies.count)
    }
}
