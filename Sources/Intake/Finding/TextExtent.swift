import TextForm

/// Whether groups that all fit are all groups of their text: how many there are stands nowhere, but a document says
/// itself how long it is.
enum TextExtent: Hashable {
    /// The document ends where they end.
    case whole
    /// So many groups are missing, at the least.
    case cutOff(Int)
    /// Nothing that is known speaks against it.
    case possible
    /// They cannot be all of a text.
    case impossible

    /// - Parameter symbols: values, check symbols among them.
    init(_ symbols: [UInt8]) {
        let all = TextData.unchecked(symbols)
        let bytes = Array(all.dropLast(TextData.sumSize))
        switch DocumentOutline.size(of: all) {
        case .known(bytes.count) where all.count > TextData.sumSize: self = .whole
        case .known(let size) where size > bytes.count, .atLeast(let size) where size > bytes.count:
            let groups = TextData.groups(of: size)
            self = .cutOff(max(1, groups - symbols.count / GroupCheck.groupSymbols))
        default: self = TextData.canEnd(symbols) ? .possible : .impossible
        }
    }
}
