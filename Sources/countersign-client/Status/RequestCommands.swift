import Activation
import CommandSupport

/// What is typed for a new request.
struct RequestCommands {
    /// Writes commands.
    let next: NextCommands
    /// With the activation key.
    let first: String
    /// The same, for the user who makes it.
    let forUser: String
    /// In place of the license in use.
    let renewal: String
    /// For the vendor's word on what time it is.
    let correction: String
    /// With the activation key and a device key made anew.
    let newDevice: String

    /// - Parameter product: which one, where the machine has others too.
    init(_ next: NextCommands, product: ProductID?) {
        let option = product.map { " --product \($0)" } ?? ""
        self.next = next
        first = next.client(RequestCommand.again + option)
        forUser = next.client(RequestCommand.again + option + " --user")
        renewal = next.client(RequestCommand.renewal + option)
        correction = next.client(RequestCommand.correction + option)
        newDevice = next.client(RequestCommand.newDevice + option)
    }

    /// Where the device key is another machine's, nothing goes without a new one.
    init(withNewDevice commands: RequestCommands) {
        next = commands.next
        newDevice = commands.newDevice
        (first, forUser, renewal, correction) = (newDevice, newDevice + " --user", newDevice, newDevice)
    }
}
