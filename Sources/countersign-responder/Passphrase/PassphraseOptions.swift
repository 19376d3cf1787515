import ArgumentParser
import CommandSupport

/// The option `--passphrase-file`, for every command that opens something sealed.
struct PassphraseOptions: ParsableArguments {
    /// The file whose first line is the passphrase; `-` is standard input.
    @Option(
        name: .customLong("passphrase-file"),
        help: ArgumentHelp(
            "Take the passphrase from the first line of this file ('-': standard input).",
            discussion: "Without it, the passphrase is asked for on the terminal.",
            valueName: "file"
        )
    )
    var passphraseFile: String?

    /// Without a file.
    init() {}

    /// Where the passphrase comes from.
    var source: PassphraseSource { PassphraseSource(file: passphraseFile) }
}
