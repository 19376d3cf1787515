import Activation
import CommandSupport
import Fingerprint
import Installation
import PhoneCode

/// A request by telephone that waits for its answer, and what is typed to go on with it.
struct WaitingCall {
    /// What was asked for.
    let kind: RequestKind
    /// How many groups of the answer are typed.
    let typed: Int
    /// Of how many.
    let groups: Int
    /// Shows once more what is read to the vendor.
    let request: String
    /// Takes the answer.
    let install: String

    /// - Parameters:
    ///   - productID: the product's, where there are others.
    ///   - state: how the folder was named.
    init(_ exchange: PhoneExchange, _ request: Request, productID: String? = nil, state: StateOptions) {
        kind = request.kind
        typed = exchange.typed.count
        groups = exchange.typedForm.groupCount(of: .response)
        let product = productID.map { " --product \($0)" } ?? ""
        self.request = state.next.client("request\(Self.option(request))\(product) --phone")
        install = Self.install(productID: productID, state)
    }

    /// The request without which nothing waits for an answer.
    static func first(_ state: StateOptions) -> String {
        state.next.client("request --product FILE --key-file FILE --phone")
    }

    /// Takes an answer.
    static func install(productID: String? = nil, _ state: StateOptions) -> String {
        let product = productID.map { " --product-id \($0)" } ?? ""
        return state.next.client("install --phone\(product)")
    }

    private static func option(_ request: Request) -> String {
        switch request.kind {
        case .activation: request.fingerprint.digests(of: .user).isEmpty ? "" : " --user"
        case .renewal: " --renew"
        case .timeCorrection: " --correct-time"
        }
    }
}
