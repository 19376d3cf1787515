import Refusals
import TestSupport
import Testing

@testable import TextForm

@Suite("The text form")
struct TextFormTests {
    @Test func `Sums as RFC 3720, appendix B.4, does`() {
        #expect(CRC32C(of: [UInt8](repeating: 0, count: 32)).value == 0x8a91_36aa)
        #expect(CRC32C(of: [UInt8](repeating: 0xff, count: 32)).value == 0x62a8_ab43)
        #expect(CRC32C(of: 0..<32).value == 0x46dd_794e)
        #expect(CRC32C(of: "123456789".utf8).bytes == [0xe3, 0x06, 0x92, 0x83])
    }

    @Test(arguments: TextKind.allCases)
    func `Is read back exactly, whatever its length`(kind: TextKind) {
        var random = SeededGenerator(seed: 1)
        for count in 0...320 {
            let form = TextForm(kind: kind, bytes: random.bytes(count))
            #expect(TextForm(exactly: form.text) == form)
            #expect(form.text.hasPrefix("COUNTERSIGN:\(kind.rawValue)/"))
        }
    }

    @Test func `Has only characters of QR's alphanumeric mode`() throws {
        let allowed = Set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")
        let form = TextForm(kind: .request, bytes: Array(0...255))
        let portal = try #require(Portal("https://portal.example/activate"))
        #expect(Set(form.text).isSubset(of: allowed))
        #expect(Set(form.text(under: portal)).isSubset(of: allowed))
        let series = try TextSeries.parts(of: form, longest: 100, portal: portal)
        for part in series { #expect(Set(part).isSubset(of: allowed)) }
    }

    @Test func `Of the largest request fits a code of version 13, under a portal too`() throws {
        let form = TextForm(kind: .request, bytes: [UInt8](repeating: 7, count: 300))
        #expect(form.text.utf8.count == 556)
        #expect(form.groups.count == 55)
        let portal = try #require(Portal("https://portal.harbour-crane.example/activate"))
        #expect(form.text(under: portal).utf8.count < 619)
    }

    @Test func `Is refused with any one character changed, left out or doubled`() {
        let form = TextForm(kind: .license, bytes: Array(0..<70))
        let characters = Array(form.text)
        for place in characters.indices {
            for other in "0123456789ABCDEFGHJKMNPQRSTVWXYZ" where other != characters[place] {
                var changed = characters
                changed[place] = other
                #expect(TextForm(exactly: String(changed)) == nil)
            }
            var changed = characters
            changed.remove(at: place)
            #expect(TextForm(exactly: String(changed)) == nil)
            changed = characters
            changed.insert(characters[place], at: place)
            #expect(TextForm(exactly: String(changed)) == nil)
        }
    }

    @Test func `Has one spelling: bits left over are zero, and the letter is bound`() {
        let symbols = TextData.symbols(of: [1, 2, 3], head: TextHead(kind: .request))
        #expect(TextData.bytes(of: symbols, head: TextHead(kind: .request)) == [1, 2, 3])
        for kind in TextKind.allCases where kind != .request {
            #expect(TextData.bytes(of: symbols, head: TextHead(kind: kind)) == nil)
        }
        // 7 bytes are 56 bits in 12 symbols: four are left over, in the 12th.
        for bit in 0..<4 {
            var data = (0..<symbols.count).filter { $0 % 10 != 9 && $0 != symbols.count - 1 }
                .map { symbols[$0] }
            #expect(data.count == 12)
            data[11] |= 1 << UInt8(bit)
            let first = Array(data[..<9])
            let last = Array(data[9...])
            let changed =
                first + [GroupCheck.symbol(for: first, number: 1)] + last
                + [GroupCheck.symbol(for: last, number: 2)]
            #expect(TextData.bytes(of: changed, head: TextHead(kind: .request)) == nil)
        }
    }

    @Test func `Is printed in groups of ten with their numbers`() {
        let form = TextForm(kind: .request, bytes: [UInt8](repeating: 0, count: 10))
        #expect(form.groups.map(\.count) == [11, 11, 7])
        #expect(form.groups[0] == "00000-00001")
        #expect(form.groups[1].hasPrefix("00000-0"))
        #expect(form.numberedGroups[0] == "01. 00000-00001")
        let symbols = form.groups.joined().filter { $0 != "-" }
        #expect(form.text == "COUNTERSIGN:R/\(symbols)")
    }
}

@Suite("A portal")
struct PortalTests {
    @Test(arguments: [
        ("https://portal.example", "HTTPS://PORTAL.EXAMPLE"),
        ("https://portal.example/", "HTTPS://PORTAL.EXAMPLE"),
        ("HTTPS://Portal.Example:8443/Activate/", "HTTPS://PORTAL.EXAMPLE:8443/ACTIVATE"),
        ("https://10.0.0.7/a/b-c.d", "HTTPS://10.0.0.7/A/B-C.D"),
    ])
    func `Is put in capitals`(address: String, capitals: String) {
        #expect(Portal(address)?.address == capitals)
    }

    @Test(arguments: [
        "", "portal.example", "http://portal.example", "https://", "https:///x", "https://portal.example?x",
        "https://portal.example/#x", "https://portal.example/~me", "https://portal.example/a_b",
        "https://portal.example/a%20b", "https://portal.example/a:b", "https://user@portal.example",
        "https://portal.example:0",
        "https://portal.example:x", "https://portal.example:70000", "https://portal..example",
        "https://-portal.example", "https://pörtal.example", "https://portal.example/a/../b",
        "https://portal.example/ a", "https://\(String(repeating: "a", count: 120)).example",
    ])
    func `Is refused if a code could not carry it`(address: String) {
        #expect(Portal(address) == nil)
    }
}

@Suite("A series of texts")
struct TextSeriesTests {
    @Test func `Is one text where that is enough`() throws {
        let form = TextForm(kind: .request, bytes: Array(0..<200))
        let length = form.text.utf8.count
        #expect(try TextSeries.parts(of: form, longest: length, portal: nil) == [form.text])
        #expect(try TextSeries.parts(of: form, longest: length - 1, portal: nil).count == 2)
    }

    @Test func `Keeps to the length, has no more parts than needed, and carries the whole document`() throws {
        var random = SeededGenerator(seed: 2)
        let portal = try #require(Portal("https://portal.example/activate"))
        for count in [0, 1, 100, 300, 366, 2000, 12_411] {
            let form = TextForm(kind: .product, bytes: random.bytes(count))
            for longest in [90, 114, 619, 1853] {
                for portal in [nil, portal] {
                    guard let parts = try? TextSeries.parts(of: form, longest: longest, portal: portal) else {
                        continue
                    }
                    #expect(parts.allSatisfy { $0.utf8.count <= longest })
                    guard parts.count > 1 else { continue }
                    var joined: [UInt8] = []
                    for (index, part) in parts.enumerated() {
                        let start = portal.map { "\($0.address)/" } ?? "COUNTERSIGN:"
                        let head = "P\(index + 1).\(parts.count)"
                        #expect(part.hasPrefix("\(start)\(head)/"))
                        let data = String(part.dropFirst(start.count + head.count + 1))
                        let symbols = try #require(CrockfordBase32.values(in: data))
                        let parsed = try #require(TextHead(head))
                        let bytes = try #require(TextData.bytes(of: symbols, head: parsed))
                        #expect(bytes.prefix(4).elementsEqual(CRC32C(of: form.bytes).bytes))
                        joined += bytes.dropFirst(4)
                    }
                    #expect(joined == form.bytes)
                }
            }
        }
    }

    @Test func `Is refused if it would have more than 32 parts`() {
        let form = TextForm(kind: .product, bytes: [UInt8](repeating: 1, count: 12_411))
        #expect(throws: Refusal(.codeTooLarge)) {
            try TextSeries.parts(of: form, longest: 600, portal: nil)
        }
        for longest in [-1, 0, 10, 30] {
            #expect(throws: Refusal(.codeTooLarge)) {
                try TextSeries.parts(of: form, longest: longest, portal: nil)
            }
        }
    }

    @Test(arguments: ["R", "r", "L", "P1.2", "p32.32", "T9.10"])
    func `Has a head that is read`(text: String) {
        #expect(TextHead(text)?.text == text.uppercased())
    }

    @Test(arguments: [
        "", "X", "RR", "R1", "R1.1", "R0.2", "R3.2", "R1.33", "R01.2", "R1.02", "R1.2.3", "R.2", "R1.",
        "R+1.2",
        "R١.٢", "Ⓡ", "R 1.2",
    ])
    func `Has no other head`(text: String) {
        #expect(TextHead(text) == nil)
    }
}
