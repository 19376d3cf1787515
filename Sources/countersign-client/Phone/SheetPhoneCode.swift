import Activation
import CommandSupport
import Countersign
import Installation
import PhoneCode
import Refusals

extension RequestCommand {
    /// The groups to be read aloud, for the page of a request that was made with the activation key: its answer is
    /// awaited by telephone from then on, too. Nil where the vendor has no telephone, where the license could not be
    /// told, and where what was typed of another answer would be lost.
    ///
    /// - Throws: what writing the state folder throws.
    func phoneCode(
        of made: MadeRequest, _ key: ActivationKey, in context: CommandContext
    ) throws(Refusal) -> [String]? {
        let file = made.productFile.body
        guard file.contact.phone != nil, made.request.body.canBeTold else { return nil }
        let folder = try StateFolder.openOrCreate(state.path(in: context))
        if let waiting = try? folder.product(file.product)?.phoneExchange() {
            guard waiting.typed.isEmpty else {
                leaveOff(for: waiting, in: context)
                return nil
            }
            context.diagnostics(global.format).warn(
                "Another request waited for its answer by telephone; that answer is of no use any more.",
                remedy:
                    "If its groups were read to the vendor already, call again with those of the new page.")
        }
        return try folder.beginPhoneExchange(made, key: key, form: .digits).code.groups(.digits)
    }

    private func leaveOff(for waiting: PhoneExchange, in context: CommandContext) {
        let count = waiting.typed.count
        context.diagnostics(global.format).warn(
            "The page has no groups for the telephone: another request waits for its answer, of which "
                + "\(count) \(count == 1 ? "group is" : "groups are") typed already.",
            remedy:
                "To go on with that one: 'countersign-client install --phone'. To give it up: 'countersign-client "
                + "request --phone --new --sheet FILE'.")
    }
}

extension Request {
    /// Whether the desk could grant by telephone what is asked for: it cannot see that a machine shows too little.
    fileprivate var canBeTold: Bool {
        !fingerprint.digests(of: .user).isEmpty || !fingerprint.isEmpty && fingerprint.isTelling
    }
}
