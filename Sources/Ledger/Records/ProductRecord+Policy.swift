extension ProductRecord {
    /// How strictly a product is bound to its machines, as numbers: the raw values are those of the columns, and of
    /// the product file.
    package struct Policy: Hashable, Sendable {
        /// How much of a machine's weight must be as it was, 30 to 100 percent.
        package var threshold: Int64
        /// Whether what only root may read counts.
        package var readsRootOnly: Bool
        /// What is done about virtual machines: 0 allow, 1 warn, 2 refuse.
        package var virtualMachines: Int64
        /// What is done about containers: 0 allow, 1 warn, 2 refuse.
        package var containers: Int64
        /// How far a machine's clock may be behind what the machine has seen, 1 to 720 hours.
        package var clockHours: Int64
        /// How many rebindings each seat has a year, pooled over a license, before a person must give a reason.
        package var rebindings: Int64

        /// Where the vendor said nothing.
        package static let standard = Policy()

        /// All columns; what is left out is as where the vendor said nothing.
        package init(
            threshold: Int64 = 45, readsRootOnly: Bool = false, virtualMachines: Int64 = 0,
            containers: Int64 = 1,
            clockHours: Int64 = 24, rebindings: Int64 = 3
        ) {
            self.threshold = threshold
            self.readsRootOnly = readsRootOnly
            self.virtualMachines = virtualMachines
            self.containers = containers
            self.clockHours = clockHours
            self.rebindings = rebindings
        }

        var values: [LedgerValue] {
            [
                .integer(threshold), .integer(readsRootOnly ? 1 : 0), .integer(virtualMachines),
                .integer(containers), .integer(clockHours), .integer(rebindings),
            ]
        }

        /// - Parameter first: the place of the first of the six columns.
        init(_ columns: Columns, from first: Int) throws {
            self.init(
                threshold: try columns.integer(first), readsRootOnly: try columns.integer(first + 1) != 0,
                virtualMachines: try columns.integer(first + 2), containers: try columns.integer(first + 3),
                clockHours: try columns.integer(first + 4), rebindings: try columns.integer(first + 5))
        }
    }
}
