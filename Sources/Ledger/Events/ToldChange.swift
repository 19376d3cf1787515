/// What an event says of one row, by the names of its table and columns.
package struct ToldChange: Sendable {
    /// One column of the row.
    package struct Column: Sendable {
        /// As the table has it.
        package let name: String
        /// What it held before; nil where there was no row.
        package let before: LedgerEvent.Content?
        /// What it holds after; nil where there is no row any more.
        package let after: LedgerEvent.Content?
    }

    /// The name of the table.
    package let table: String
    /// The columns of the row's key, with its values.
    package let key: [(name: String, value: LedgerValue)]
    /// The other columns, in their order.
    package let columns: [Column]
    /// Whether there was no row before.
    package let isAdded: Bool
    /// Whether there is no row any more.
    package let isRemoved: Bool

    /// - Returns: nil for a table, or a number of columns, that this program does not know.
    package init?(_ change: LedgerEvent.Change) {
        guard let view = LedgerView.all.first(where: { $0.number == change.view }) else { return nil }
        let others = view.columns.dropFirst(view.keyCount).map(\.name)
        guard
            change.key.count == view.keyCount, (change.before ?? change.after)?.count == others.count,
            (change.after ?? change.before)?.count == others.count
        else { return nil }
        table = view.table
        key = zip(view.columns, change.key).map { ($0.name, $1) }
        columns = others.enumerated().map { index, name in
            Column(name: name, before: change.before?[index], after: change.after?[index])
        }
        (isAdded, isRemoved) = (change.before == nil, change.after == nil)
    }
}
