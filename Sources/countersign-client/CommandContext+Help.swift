import CommandSupport
import CountersignVerify
import Refusals

extension CommandContext {
    /// The address at which a vendor explains refusals: of the product named, or of the only one in the state folder.
    /// Nil where none is known; a folder that cannot be read has none.
    func helpAddress(state path: String, product name: String? = nil) -> String? {
        let address = try? { () throws(Refusal) -> String? in
            guard let folder = try StateFolder.openIfPresent(path) else { return nil }
            let known = try folder.products()
            guard let id = name.map({ ProductID($0) }) ?? (known.count == 1 ? known.first : nil) else {
                return nil
            }
            return try folder.product(id)?.productFileInUse()?.body.contact.help
        }()
        return address ?? nil
    }
}

extension InstallCommand: HelpedCommand {
    func helpAddress(in context: CommandContext) -> String? {
        context.helpAddress(state: state.path(in: context))
    }
}

extension RequestCommand: HelpedCommand {
    func helpAddress(in context: CommandContext) -> String? {
        context.helpAddress(state: state.path(in: context))
    }
}

extension StatusCommand: HelpedCommand {
    func helpAddress(in context: CommandContext) -> String? {
        context.helpAddress(state: state.path(in: context))
    }
}

extension VerifyCommand: HelpedCommand {
    func helpAddress(in context: CommandContext) -> String? {
        context.helpAddress(state: state.path(in: context), product: product)
    }
}
