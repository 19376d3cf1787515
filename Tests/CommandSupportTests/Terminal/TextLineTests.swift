import CommandSupport
import Glibc
import Refusals
import Testing

@Suite struct TextLineTests {
    private static func utf16(_ text: String, little: Bool, mark: Bool = true) -> [UInt8] {
        ((mark ? "\u{feff}" : "") + text).utf16.flatMap { unit in
            let (low, high) = (UInt8(unit & 0xff), UInt8(unit >> 8))
            return little ? [low, high] : [high, low]
        }
    }

    private func line(_ bytes: [UInt8], limit: Int = 64) throws -> TextLine? {
        var ends: [Int32] = [-1, -1]
        try #require(pipe(&ends) == 0)
        defer { close(ends[0]) }
        try #require(write(ends[1], bytes, bytes.count) == bytes.count)
        close(ends[1])
        return try DescriptorSource(descriptor: ends[0], name: "It").readTextLine(limit: limit)
    }

    /// Among them characters that have the byte of a line feed in them, or that of a carriage return.
    @Test(arguments: ["correct horse", "größer als 😀", "Ċ ਊ ഊ", "ਊ", "x"])
    func `A line is the same whatever its file is written in`(text: String) throws {
        for ending in ["", "\n", "\r\n", "\nsecond line\n"] {
            let written = text + ending
            #expect(try line(Array(written.utf8))?.text == Array(text.utf8))
            #expect(try line([0xef, 0xbb, 0xbf] + Array(written.utf8))?.text == Array(text.utf8))
            for little in [true, false] {
                #expect(try line(Self.utf16(written, little: little))?.text == Array(text.utf8))
            }
        }
    }

    @Test func `UTF-16 without a mark is read where it cannot be anything else`() throws {
        for little in [true, false] {
            let bytes = Self.utf16("correct horse\r\nrest", little: little, mark: false)
            #expect(try line(bytes)?.text == Array("correct horse".utf8))
        }
        // Bytes that somebody drew by chance are taken as they are.
        let drawn: [UInt8] = [0x41, 0, 0x42, 7, 0x43, 0, 0x44, 0, 0x45, 0x0a, 0x46]
        #expect(try line(drawn)?.text == Array(drawn.prefix(9)))
    }

    @Test func `What earlier versions took is still known`() throws {
        #expect(try line(Array("plain\n".utf8))?.asWritten == nil)
        let marked: [UInt8] = [0xef, 0xbb, 0xbf, 0x61]
        #expect(try line(marked + [0x0d, 0x0a])?.asWritten == marked)
        #expect(try line(Self.utf16("ab\n", little: true))?.asWritten == [0xff, 0xfe, 0x61, 0, 0x62, 0])
        #expect(try line(Self.utf16("ab\n", little: false))?.asWritten == [0xfe, 0xff, 0, 0x61, 0, 0x62, 0])
    }

    @Test func `What is no UTF-16 is taken as it is, and what is too long is refused`() throws {
        // Half a pair, and half a unit.
        #expect(try line([0xff, 0xfe, 0x3d, 0xd8, 0x61, 0])?.text == [0xff, 0xfe, 0x3d, 0xd8, 0x61, 0])
        #expect(try line([0xff, 0xfe, 0x61])?.text == [0xff, 0xfe, 0x61])
        #expect(try line([0xff, 0xfe])?.text == [])
        #expect(try line([]) == nil)
        let long = String(repeating: "x", count: 65)
        for little in [true, false] {
            #expect(try line(Self.utf16(String(long.dropLast()) + "\n", little: little))?.text.count == 64)
            for ending in ["", "\n"] {
                let refusal = #expect(throws: Refusal.self) {
                    try line(Self.utf16(long + ending, little: little))
                }
                #expect(refusal?.code == .documentTooLarge)
            }
        }
    }
}
