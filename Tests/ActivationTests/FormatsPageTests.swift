import CBOR
import COSE
import Cryptography
import Fingerprint
import TestSupport
import Testing
import TextForm

@testable import Activation

/// Checks `docs/formats.md` against the code: its blocks are named after their fences, "```hex request".
@Suite("The page on the formats")
struct FormatsPageTests {
    let formats: FormatsPage
    var page: String { formats.text }
    var blocks: [String: String] { formats.blocks }

    init() throws { formats = try FormatsPage() }

    private func bytes(_ name: String) throws -> [UInt8] { try formats.bytes(name) }

    private func checkDiagnostic(_ name: String, _ bytes: [UInt8]) throws {
        #expect(blocks["diag \(name)"] == CBORDiagnostic.indented(try CBORDecoder.decode(bytes)))
    }

    private func check<Body>(_ document: Verified<Body>) throws {
        let name = Body.kind.rawValue
        #expect(try bytes(name) == document.encoded)
        try checkDiagnostic(name, document.encoded)
        try checkDiagnostic("\(name) claims", document.object.payload)
        #expect(try Unverified<Body>(encoded: bytes(name)).unverifiedBody == document.body)
    }

    @Test("shows the documents that the code makes of the inputs it states")
    func documents() throws {
        let vendor = try Sample.vendor()
        let productFile = try vendor.productFile()
        let request = try Sample.machine(1).request(for: productFile, key: Sample.activationKey(1))
        try check(productFile)
        try check(request)
        try check(vendor.license(for: request))
        let timeRequest = try Sample.machine(1).timeRequest(for: productFile)
        #expect(try bytes("time-request") == timeRequest.encoded)
        try checkDiagnostic("time-request claims", timeRequest.object.payload)
        try check(vendor.correction(for: timeRequest.unverified))
        #expect(try bytes("request signed") == request.object.signatureStructure())
        let proven = CBOREncoder.encode([.text("countersign proof"), Request.unproven(request.body.claims)])
        #expect(try bytes("request proven") == proven)
        #expect(
            blocks["text armour"]
                == String(
                    decoding: Armour(kind: .request, bytes: request.encoded).text.dropLast(), as: UTF8.self))
    }

    @Test("shows the text form of the request, on one line and as it is printed")
    func textForm() throws {
        let form = TextForm(kind: .request, bytes: try bytes("request"))
        let line = try #require(blocks["text form"])
        #expect(line.filter { $0 != "\n" } == form.text)
        let printed = try #require(blocks["text groups"])
        #expect(
            printed.split(separator: "\n").joined(separator: "  ")
                == form.numberedGroups.joined(separator: "  "))
        let sum = CRC32C(of: Array("R".utf8) + [0] + form.bytes)
        #expect(page.contains("with the sum `\(Hexadecimal.encode(sum.bytes))`"))
    }

    @Test("shows documents that are believed under its keys")
    func believed() throws {
        let believing = try Believing(productFile: bytes("product"))
        for kind in DocumentKind.allCases {
            #expect(believing.outcome(try bytes(kind.rawValue)) == kind.rawValue)
        }
        let armour = try #require(blocks["text armour"])
        #expect(believing.outcome(Array(armour.utf8)) == "request")
    }

    @Test("shows the documents that the vectors begin with, which another program made of the same inputs")
    func vectors() throws {
        let vectors = try VectorLine.all(in: "documents.txt")
        for kind in DocumentKind.allCases {
            let first = try #require(vectors.first { $0.fields[1] == kind.rawValue })
            #expect(try bytes(kind.rawValue) == Hexadecimal.decode(first.fields[0]))
        }
    }

    @Test("shows what is derived from what")
    func derivations() throws {
        let key = try Sample.activationKey(1)
        let request = try Unverified<Request>(encoded: bytes("request"))
        let timeRequest = try Unverified<Request>(encoded: bytes("time-request"))
        let shown = [
            key.text, try key.licenseID().hexadecimal, try key.licenseID().description,
            try key.proofKey().secret.withUnsafeBytes { Hexadecimal.encode($0) },
            try #require(request.unverifiedBody.purpose.proof).hexadecimal,
            RequestDigest(of: request).hexadecimal,
            RequestDigest(of: timeRequest).hexadecimal,
        ]
        for value in shown { #expect(page.contains("`\(value)`"), "\(value)") }
        for seed in [1, 2, 17] as [UInt8] {
            let key = try Sample.signingKey(seed).publicKey
            #expect(
                page.contains("`\(key.hexadecimal)`")
                    && page.contains("`\(KeyIdentifier(of: key).hexadecimal)`"))
        }
        for component in try Sample.machine(1).components {
            let digest = try ComponentDigest(of: component.value, kind: component.kind, salt: Sample.salt)
            #expect(
                page.contains("| `\(component.revealed)` | `\(digest.hexadecimal)` |"),
                "\(component.revealed)")
        }
    }

    @Test("shows a sealed key that opens with its passphrase, and is what its inputs make")
    func sealedKey() throws {
        let bytes = try bytes("sealed-key")
        try checkDiagnostic("sealed-key", bytes)
        var map = try #require(CBORDecoder.decode(bytes).asMap)
        let sealed = try #require(map[5]?.asBytes)
        map[5] = nil
        #expect(map == [1: "countersign root key", 2: .bytes(Array(0..<16)), 3: 1, 4: 8192])
        let key = try SecretBytes.key(
            fromPassphrase: Sample.secret(Array("correct horse battery staple".utf8)),
            salt: PassphraseSalt(Array(0..<16)), cost: PassphraseCost(passes: 1, memoryKibibytes: 8192))
        let context = CBOREncoder.encode(.map(map))
        let seed = try Sealing.open(sealed, key: key, context: context)
        #expect(try SigningKey(seed: seed).publicKey == Sample.signingKey(1).publicKey)
        #expect(
            try Sealing.seal(seed, key: key, context: context, random: FixedRandom(Array(0x40...0x57)))
                == sealed)
    }

    @Test("names every rule of the encoding and of the objects")
    func rules() {
        let names = CBORRule.allCases.map(\.rawValue) + COSERule.allCases.map(\.rawValue)
        for name in names { #expect(page.contains("| `\(name)` |"), "\(name)") }
    }

    @Test("states the limits that the code has")
    func limits() {
        for kind in DocumentKind.allCases { #expect(page.contains("`\(kind.mediaType)`")) }
        for label in DocumentKind.allCases.map(\.armourLabel) { #expect(page.contains("`\(label)`")) }
        #expect(page.contains("65,536 bytes") && Carried.maximumInput == 65_536)
        #expect(page.contains("16,384 bytes") && DocumentKind.product.maximumSize == 16_384)
        #expect(page.contains("/ 25..720,") && ClockTolerance.range == 1...720)
        #expect(page.contains("/ 46..100,") && FingerprintPolicy.thresholds == 30...100)
        #expect(page.contains("applied 64 times") && RequestDigest.rounds == 64)
    }
}
