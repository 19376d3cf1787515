extension UInt8 {
    @inlinable package static var lineFeed: UInt8 { 10 }
    @inlinable package static var carriageReturn: UInt8 { 13 }

    /// A space or a tab.
    @inlinable package var isBlank: Bool { self == 32 || self == 9 }
    /// What ends a line.
    @inlinable package var isLineEnd: Bool { self == .lineFeed || self == .carriageReturn }
}
