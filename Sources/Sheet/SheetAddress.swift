/// An address on a page, of the web or for mail: where it is too long for its line, it is broken between its parts.
package enum SheetAddress {
    /// Behind these an address may go on on the next line.
    private static let joints: Set<Character> = ["/", ".", "@", "?", "&", "=", "-", "_", " "]

    /// The pieces between which a line may end; all together they are the text.
    package static func pieces(of text: String) -> [String] {
        var pieces: [String] = []
        var isJoint = true
        for character in text {
            // Two slashes side by side stay together.
            if isJoint, !joints.contains(character) || pieces.isEmpty {
                pieces.append("")
            }
            pieces[pieces.count - 1].append(character)
            isJoint = joints.contains(character)
        }
        return pieces
    }
}
