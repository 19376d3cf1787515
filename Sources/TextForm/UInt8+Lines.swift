extension UInt8 {
    package static let lineFeed: UInt8 = 10
    package static let carriageReturn: UInt8 = 13

    /// A space or a tab.
    package var isBlank: Bool { self == 32 || self == 9 }
    /// What ends a line.
    package var isLineEnd: Bool { self == .lineFeed || self == .carriageReturn }
}
