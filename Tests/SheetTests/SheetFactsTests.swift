import Activation
import CBOR
import COSE
import CommandSupport
import Refusals
import Sheet
import TestSupport
import Testing

@Suite("Facts on a sheet")
struct SheetFactsTests {
    /// Under which label the sheet names what a document has at this place. A place that is not here fails the test.
    private static let labels: [String: String] = [
        "request 3": "Product", "request 6": "Made", "request 7": "Random number", "request 8": "Device key",
        "request own 1": "Asks for", "request own 2": "License", "request own 3": "Activation proof",
        "request own 4": "Product file", "request own 5": "Components", "request own 6": "Runs on",
        "request own 7": "Runs on", "request own 8": "Latest time seen",
        "license 3": "Product", "license 4": "Last day", "license 5": "First day", "license 6": "Issued",
        "license own 1": "Answers", "license own 2": "License", "license own 3": "Kind",
        "license own 4": "For",
        "license own 5": "Features", "license own 6": "Seats", "license own 7": "Maintenance",
        "correction 3": "Product", "correction 6": "Vendor's time", "correction own 1": "Answers",
        "product 1": "Vendor", "product 2": "Product", "product 6": "Made", "product own 1": "Version",
        "product own 2": "Name", "product own 3": "Thumbprint", "product own 4": "Salt",
        "product own 5": "Issuing keys", "product own 6": "Features", "product own 7": "Contact",
        "product own 8": "Threshold",
        "license header 4": "Signed by", "correction header 4": "Signed by", "product header 4": "Thumbprint",
    ]

    private static let own: CBORValue = .int(-65_537)

    @Test func `Each claim and each header of every kind of document is named on its sheet`() throws {
        let samples = try SampleSheets()
        let documents = try [
            samples.request(), samples.fullRequest(), samples.timeRequest(), samples.license(),
            samples.siteLicense(), samples.correction(), samples.product(),
        ]
        var seen: Set<String> = []
        for document in documents {
            let html = try SheetHTML(samples.sheet(of: document)).text
            let places = try places(in: document)
            #expect(!places.isEmpty)
            for place in places {
                let label = try #require(Self.labels[place], "nothing says how '\(place)' is named")
                #expect(
                    html.contains("<dt>\(SheetTextProbe.escaped(label))</dt><dd><bdi>"),
                    "\(place) is not there")
            }
            seen.formUnion(places)
        }
        #expect(seen == Set(Self.labels.keys))
    }

    /// The claims, those of our own, and the protected headers but the algorithm and the type, which are the kind's.
    private func places(in document: AnyDocument) throws -> [String] {
        let object = try Sign1(decoding: document.encoded, limits: CBORLimits())
        let claims = try #require(try CBORDecoder.decode(object.payload, limits: CBORLimits()).asMap)
        let kind = document.kind.rawValue
        var places: [String] = object.protected.keyIdentifier == nil ? [] : ["\(kind) header 4"]
        for entry in claims.entries {
            guard entry.key == Self.own else {
                places.append("\(kind) \(try #require(entry.key.asInt64))")
                continue
            }
            for own in try #require(entry.value.asMap).entries {
                places.append("\(kind) own \(try #require(own.key.asInt64))")
            }
        }
        return places
    }

    @Test func `What this program does not know is shown as it stands there`() throws {
        let samples = try SampleSheets()
        let request = try samples.machine.request(for: samples.file)
        var claims = try #require(request.body.claims.asMap)
        var own = try #require(claims[Self.own]?.asMap)
        own[.int(-7)] = .text("a message that nobody sees")
        claims[Self.own] = .map(own)
        let object = try Sign1(
            payload: CBOREncoder.encode(.map(claims)), type: DocumentKind.request.mediaType,
            keyIdentifier: nil,
            key: samples.machine.deviceKey)
        let sheet = try samples.sheet(of: AnyDocument(written: object.encoded))
        #expect(
            sheet.facts.last
                == Sheet.Field(label: "Not known here", value: "-7: \"a message that nobody sees\""))
        #expect(try samples.sheet(of: .request(request.unverified)).facts.last?.label == "Runs on")
    }

    @Test func `The sheet says what inspect says, in the same order`() throws {
        let samples = try SampleSheets()
        let facts = try samples.sheet(of: samples.license()).facts
        #expect(
            facts.map(\.label) == [
                "Document", "Signature", "Product", "License", "Kind", "For", "Issued", "First day",
                "Last day",
                "Features", "Maintenance", "Answers", "Signed by",
            ])
        #expect(facts[9].value == "drafting, stress")
        #expect(facts[1].value == "valid: signed by an issuing key of 'hull-designer'")
    }

    @Test func `A request's sheet says what does not leave`() throws {
        let samples = try SampleSheets()
        let html = try SheetHTML(samples.sheet(of: samples.request())).text
        for word in ["serial number", "network address", "activation key", "name of a person"] {
            #expect(html.contains(word))
        }
    }
}

/// How text stands in HTML.
enum SheetTextProbe {
    static func escaped(_ text: String) -> String {
        String(text.flatMap { $0 == "'" ? Array("&#39;") : [$0] })
    }
}
