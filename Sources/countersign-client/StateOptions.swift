import Activation
import ArgumentParser
import CommandSupport
import Countersign
import DurableFiles
import Fingerprint
import FingerprintLinux
import Installation
import Refusals

/// The option `--state`.
struct StateOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The folder that keeps this machine's requests and licenses.",
            discussion: "Without it: COUNTERSIGN_STATE, then XDG_STATE_HOME/countersign, then "
                + "~/.local/state/countersign.",
            valueName: "folder"))
    var state: String?

    func validate() throws { try requireFolderName(state, option: "--state") }

    func path(in context: CommandContext) -> String { context.stateFolder(state) }

    /// The same, for a command that makes the folder where it is missing.
    ///
    /// - Throws: `state.other-owner` where root would make it in another user's folder, without having named it.
    func pathToMake(in context: CommandContext) throws(Refusal) -> String {
        let path = path(in: context)
        if state == nil { try requireOwnPlace(path, otherOwner: .stateOtherOwner) }
        return path
    }

    /// The state folder, to which no document is written but by the program itself.
    func kept(in context: CommandContext) -> KeptFolder {
        KeptFolder(path(in: context), name: "the state folder")
    }

    /// Neither a file nor a product has the name that `--product` gives.
    static func noProduct(_ name: String) -> Refusal {
        Refusal(
            .fileNotFound, "There is no file \(name), and this machine has no product of that id.")
    }

    /// The file in which a request is kept.
    func keptRequest(_ made: MadeRequest, in context: CommandContext) -> String {
        let folder = joinedPath(path(in: context), made.request.body.product.text)
        return joinedPath(folder, ProductState.fileName(of: made.request))
    }
}

extension StateOptions {
    /// Write the commands that are shown, with this folder.
    var next: NextCommands { NextCommands(state: state) }
}

extension RequestCommand: PlacedCommand { var nextCommands: NextCommands { state.next } }
extension InstallCommand: PlacedCommand { var nextCommands: NextCommands { state.next } }
extension StatusCommand: PlacedCommand { var nextCommands: NextCommands { state.next } }
extension VerifyCommand: PlacedCommand { var nextCommands: NextCommands { state.next } }
extension FingerprintCommand: PlacedCommand { var nextCommands: NextCommands { state.next } }
extension InspectCommand: PlacedCommand { var nextCommands: NextCommands { state.next } }

extension CommandContext {
    /// The state folder that an option names, or the usual one.
    func stateFolder(_ option: String?) -> String {
        folder(
            option, variable: "COUNTERSIGN_STATE", base: ("XDG_STATE_HOME", ".local/state"),
            name: "countersign")
    }

    /// The machine that the command runs on, as it is now.
    func machine() throws(Refusal) -> Machine {
        Machine(
            survey: try LinuxProbe(root: root).survey(), user: currentUserComponent(),
            clock: ClockEvidence(root: root, monotonic: awake).reading(now: UnixTime(rawValue: now())))
    }
}
