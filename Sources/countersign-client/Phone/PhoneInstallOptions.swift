import ArgumentParser

/// The options of `install` for an answer that is told by telephone.
struct PhoneInstallOptions: ParsableArguments {
    @Flag(help: "Type the groups that are read to you by telephone.")
    var phone = false

    @Flag(
        inversion: .prefixedNo,
        help: "Whether words or digits are read to you. Default: as the request was shown. Only with --phone."
    )
    var words: Bool?

    @Flag(help: "Forget what was typed before. Only with --phone.")
    var startOver = false

    @Option(
        help: ArgumentHelp(
            "Take these groups and ask no questions, for telephone menus and other programs. Only with --phone.",
            discussion: "With or without their number: '7 123456'. May be given several times.",
            valueName: "text"))
    var group: [String] = []

    @Option(
        name: .customLong("product-id"),
        help: ArgumentHelp(
            "The product, if several are waiting for an answer. Only with --phone.", valueName: "id"))
    var productID: String?

    func validate() throws {
        guard !phone, words != nil || startOver || !group.isEmpty || productID != nil else { return }
        throw ValidationError("--words, --start-over, --group and --product-id work only with --phone.")
    }
}
