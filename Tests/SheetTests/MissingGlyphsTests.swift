import Sheet
import Testing

@Suite("Characters without a typeface")
struct MissingGlyphsTests {
    @Test(arguments: [
        ("上海船厂", "4 characters", "Chinese or Japanese: 上海船厂", "package fonts-noto-cjk,"),
        ("서울", "2 characters", "Korean: 서울", "package fonts-noto-cjk,"),
        ("อู่", "a character", "Thai: อู่", "package fonts-noto-core,"),
        ("हिन्दी", "2 characters", "Devanagari: हिन्दी", "package fonts-noto-core,"),
        (
            "船😀ก", "3 characters", "Chinese or Japanese: 船; symbols: 😀; Thai: ก",
            "packages fonts-noto-cjk, fonts-noto-core, fonts-noto-color-emoji,"
        ),
        ("一二三四五六七八九", "9 characters", "Chinese or Japanese: 一二三四五六七八…", "package fonts-noto-cjk,"),
    ])
    func `They are counted, shown by their scripts, and what to install is said`(
        text: String, count: String, list: String, packages: String
    ) throws {
        let missing = try #require(MissingGlyphs(Array(text)))
        #expect(missing.sentence.contains("has \(count) that"), "\(missing.sentence)")
        #expect(missing.sentence.contains("(\(list))"), "\(missing.sentence)")
        #expect(missing.remedy.contains("Debian's \(packages)"), "\(missing.remedy)")
    }

    @Test func `Nothing is said where nothing is missing`() { #expect(MissingGlyphs([]) == nil) }
}
