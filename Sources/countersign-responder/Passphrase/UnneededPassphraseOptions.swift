import ArgumentParser

/// The option `--passphrase-file` where nothing sealed is opened: a script may give it to every command.
struct UnneededPassphraseOptions: ParsableArguments {
    /// Not even looked for.
    @Option(
        name: .customLong("passphrase-file"),
        help: ArgumentHelp("Not needed, and not read.", valueName: "file"))
    var passphraseFile: String?

    /// Without a file.
    init() {}
}
