import Refusals

/// A picture or a page where only text can be read.
enum PictureInput {
    private static let pictures: [[UInt8]] = [
        [0x89, 0x50, 0x4e, 0x47], [0xff, 0xd8, 0xff], Array("RIFF".utf8), Array("GIF8".utf8),
    ]

    /// Why it is not read, and what reads it; nil if it is none, by its first bytes.
    static func refusal(beginning: [UInt8], input: String, next: NextCommands) -> Refusal? {
        let name = input == "-" ? "PICTURE" : SafeText.line(input)
        if beginning.starts(with: Array("%PDF".utf8)) {
            return Refusal(
                .documentUnrecognized, "This is a PDF page, and this program reads text.",
                remedy: "Make a picture of it, pdftoppm -r 150 -png -singlefile \(name) page, then: "
                    + "zbarimg -q --raw page.png | \(next.client("install -"))")
        }
        let isPicture =
            pictures.contains { beginning.starts(with: $0) }
            || beginning.dropFirst(4).starts(with: Array("ftyp".utf8))
        guard isPicture else { return nil }
        return Refusal(
            .documentUnrecognized, "This is a picture, and this program reads text.",
            remedy:
                "Let zbarimg (Debian's zbar-tools) read it: zbarimg -q --raw \(name) | \(next.client("install -"))"
        )
    }
}
