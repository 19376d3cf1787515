// A small application that opens a feature only when the license has it. See Examples/application.sh.
//
//   ShipCAD cad                 opens the feature, or says why not
//   ShipCAD activate KEY        writes shipcad.request, to be carried to the vendor
//   ShipCAD install FILE        takes in the license that came back

import Countersign
import Foundation

/// The vendor's root key. A real application has it here as a constant: it is what `countersign-responder init`
/// prints as "public key", and the one thing that the machine's owner must not be able to choose. This example
/// takes it from the environment, because its vendor is made anew at every run.
let rootKeyDigits = ProcessInfo.processInfo.environment["SHIPCAD_ROOT_KEY"] ?? ""

let now = UnixTime(rawValue: Int64(Date().timeIntervalSince1970))
let arguments = Array(CommandLine.arguments.dropFirst())

do {
    let product = try LicensedProduct(
        "acme.shipcad", productFile: [UInt8](Data(contentsOf: URL(filePath: "shipcad.product"))),
        rootKey: RootKey(rootKeyDigits), state: "state")
    switch (arguments.first, arguments.dropFirst().first) {
    case ("activate", let key?):
        let request = try product.makeRequest(activationKey: key, now: now)
        try Data(request).write(to: URL(filePath: "shipcad.request"))
        print("Carry shipcad.request to the vendor.")
    case ("install", let file?):
        _ = try product.install([UInt8](Data(contentsOf: URL(filePath: file))), now: now)
        print("The license is installed.")
    case (let feature?, nil):
        guard try product.allows(feature, now: now) else {
            print("'\(feature)' is not licensed here (\(try product.verdict(now: now).code)).")
            exit(1)
        }
        print("'\(feature)' opens.")
    default:
        print("Give a feature, or 'activate KEY', or 'install FILE'.")
        exit(64)
    }
} catch let refusal as Refusal {
    print("\(refusal.sentence)\n  what to do: \(refusal.remedy)")
    exit(refusal.code.exitStatus.rawValue)
}
