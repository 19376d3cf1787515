import Activation
import CommandSupport
import Countersign
import Installation
import PhoneCode
import Refusals

/// The groups to be read aloud on a page that is made with the activation key: its answer is awaited by telephone from
/// then on, too. Whatever waits already goes on waiting.
extension RequestCommand {
    /// The request that waits for its answer by telephone, where a page of one like it is asked for: the page is of that
    /// one then, so that the groups which were read to the vendor stay good. Nil where none waits, or another one.
    ///
    /// - Throws: `product.root-unknown`; `state.damaged`.
    func waitingForPage(
        _ file: Unverified<ProductFile>, _ key: ActivationKey?, in context: CommandContext
    ) throws(Refusal) -> (made: MadeRequest, groups: [String])? {
        guard carriers.sheet != nil, let key,
            let folder = try StateFolder.openIfPresent(state.path(in: context)),
            let (made, exchange) = try waiting(folder, file.unverifiedBody.product)
        else { return nil }
        try rootKey.check(file)
        guard try isAskedFor(made, file, key) else { return nil }
        context.diagnostics(global.format).note(
            "This is the request of \(made.request.body.madeAt.shortText) (UTC), which is waiting for its answer; "
                + "'request --phone --new --sheet FILE' makes another.")
        return (made, exchange.code.groups(.digits))
    }

    /// The groups of a request that was made just now. Nil where the vendor has no telephone, where the license could not
    /// be told, and where another request waits for its answer.
    ///
    /// - Throws: what writing the state folder throws.
    func phoneCode(
        of made: MadeRequest, _ key: ActivationKey, in context: CommandContext
    ) throws(Refusal) -> [String]? {
        let file = made.productFile.body
        guard file.contact.phone != nil, made.request.body.canBeTold else { return nil }
        let folder = try StateFolder.openOrCreate(state.path(in: context))
        if let (other, exchange) = try? waiting(folder, file.product) {
            leaveOff(for: WaitingCall(exchange, other.request.body, state: state), in: context)
            return nil
        }
        return try folder.beginPhoneExchange(made, key: key, form: .digits).code.groups(.digits)
    }

    private func leaveOff(for waiting: WaitingCall, in context: CommandContext) {
        context.diagnostics(global.format).warn(
            "The page has no groups for the telephone: another request is waiting for its answer, and "
                + "\(waiting.typed) of \(waiting.groups) groups of that answer are typed.",
            remedy:
                "To continue it: '\(waiting.install)'. To drop it: "
                + "'\(context.next.client("request --phone --new --sheet FILE"))'.")
    }
}

extension Request {
    /// Whether the desk could grant by telephone what is asked for: it cannot see that a machine shows too little.
    fileprivate var canBeTold: Bool {
        !fingerprint.digests(of: .user).isEmpty || !fingerprint.isEmpty && fingerprint.isTelling
    }
}
