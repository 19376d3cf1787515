// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "ShipCAD",
    dependencies: [.package(name: "countersign", path: "../..")],
    targets: [
        .executableTarget(
            name: "ShipCAD", dependencies: [.product(name: "Countersign", package: "countersign")]),
        .executableTarget(
            name: "ShipView", dependencies: [.product(name: "CountersignVerify", package: "countersign")]),
    ],
    swiftLanguageModes: [.v6]
)
