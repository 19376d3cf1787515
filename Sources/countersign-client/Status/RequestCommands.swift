import Activation

/// What is typed for a new request.
struct RequestCommands {
    /// With the activation key.
    let first: String
    /// In place of the license in use.
    let renewal: String
    /// For the vendor's word on what time it is.
    let correction: String
    /// With the activation key and a device key made anew.
    let newDevice: String

    static let onlyProduct = RequestCommands(
        first: RequestCommand.again, renewal: RequestCommand.renewal, correction: RequestCommand.correction,
        newDevice: RequestCommand.newDevice)
    /// Where the machine has other products too.
    static func oneOfMany(_ product: ProductID) -> RequestCommands {
        let option = " --product \(product)"
        return RequestCommands(
            first: RequestCommand.again + option, renewal: RequestCommand.renewal + option,
            correction: RequestCommand.correction + option, newDevice: RequestCommand.newDevice + option)
    }

    /// Where the device key is another machine's, nothing goes without a new one.
    var withNewDevice: RequestCommands {
        RequestCommands(first: newDevice, renewal: newDevice, correction: newDevice, newDevice: newDevice)
    }
}
