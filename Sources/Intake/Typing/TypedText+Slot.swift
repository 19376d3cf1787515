import TextForm

extension TypedText {
    /// The place of one group.
    struct Slot: Sendable {
        private(set) var symbols: [TypedSymbol] = []
        private(set) var fits = false
        /// Whether it is not all there yet.
        private(set) var isBegun = false
        /// Whether it came without a number and out of its turn: it fits here, and may be a wrong one of the turn.
        var isGuess = false
        /// Whether it was typed again where it was doubted, or looked at, and was the same.
        var isCertain = false

        /// Fewer characters than this are a group that goes on in the next line; more are one that is wrong.
        private static let mostBegun = 7

        init() {}

        init(_ symbols: [TypedSymbol], fits: Bool) {
            (self.symbols, self.fits) = (symbols, fits)
        }

        var isShort: Bool { symbols.count < GroupCheck.groupSymbols }

        /// The values of its symbols; nil if one has none.
        var values: [UInt8]? {
            let values = symbols.compactMap(\.value)
            return values.count == symbols.count ? values : nil
        }

        /// Takes a short group for the beginning of one.
        ///
        /// - Parameter isWrapped: whether it ends a line of several groups, which may be cut anywhere.
        mutating func begin(isWrapped: Bool) {
            fits = false
            isBegun =
                isShort && !symbols.isEmpty && values != nil && (isWrapped || symbols.count <= Self.mostBegun)
        }

        /// As it was typed, in capitals and with a dash in the middle.
        var typed: String { FaultFinder.typed(symbols[...]) }

        func fault(number: Int) -> GroupFault? {
            guard !fits else { return nil }
            guard !symbols.isEmpty else { return GroupFault(number: number, typed: "", finding: .leftOut) }
            let missing = GroupCheck.groupSymbols - symbols.count
            let foreign = FaultFinder.foreign(symbols[...])
            let finding: GroupFault.Finding =
                if !foreign.isEmpty {
                    .foreign(foreign)
                } else if missing > 0 {
                    .tooFew(missing)
                } else {
                    missing < 0 ? .tooMany(-missing) : .wrong
                }
            return GroupFault(number: number, typed: typed, finding: finding)
        }
    }
}
