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
    static let oneOfMany = RequestCommands(
        first: RequestCommand.first, renewal: RequestCommand.renewal + " --product FILE",
        correction: RequestCommand.correction + " --product FILE",
        newDevice: RequestCommand.newDevice + " --product FILE")

    /// Where the device key is another machine's, nothing goes without a new one.
    var withNewDevice: RequestCommands {
        RequestCommands(first: newDevice, renewal: newDevice, correction: newDevice, newDevice: newDevice)
    }
}
