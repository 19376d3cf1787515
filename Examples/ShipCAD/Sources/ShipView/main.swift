// A viewer that opens where its product is licensed. It makes no requests and installs nothing: countersign-client does,
// so all that it links is what checks.
//
//   ShipView FEATURE            opens, or says why not

import CountersignVerify
import Foundation

/// As in ShipCAD: a constant in a real application.
let rootKeyDigits = ProcessInfo.processInfo.environment["SHIPCAD_ROOT_KEY"] ?? ""

do {
    let product = try LicensedProduct(
        "acme.shipcad", productFile: [UInt8](Data(contentsOf: URL(filePath: "shipcad.product"))),
        rootKey: RootKey(rootKeyDigits), state: "state")
    let now = UnixTime(rawValue: Int64(Date().timeIntervalSince1970))
    guard let feature = CommandLine.arguments.dropFirst().first, try product.allows(feature, now: now) else {
        print("This machine has no license for that (\(try product.verdict(now: now).code)).")
        exit(1)
    }
    print("The viewer opens.")
} catch let refusal as Refusal {
    print("\(refusal.sentence)\n  what to do: \(refusal.remedy)")
    exit(refusal.code.exitStatus.rawValue)
}
