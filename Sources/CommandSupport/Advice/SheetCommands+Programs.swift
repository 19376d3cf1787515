import Sheet

extension SheetCommands {
    /// The two programs' own.
    package static let programs = SheetCommands(
        request: "countersign-client request",
        install: "countersign-client install FILE", installTyped: "countersign-client install -",
        installTold: "countersign-client install --phone", status: "countersign-client status",
        inspect: "countersign-client inspect FILE")
}
