import Sheet

extension Inspection {
    /// What a sheet prints: the same facts in the same words and order, each label with a capital.
    package var sheetFacts: [Sheet.Field] {
        lines.map {
            Sheet.Field(label: $0.label.prefix(1).uppercased() + $0.label.dropFirst(), value: $0.value)
        }
    }
}
