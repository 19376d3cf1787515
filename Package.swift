// swift-tools-version: 6.2
import PackageDescription

/// Rules for every target of our own; the system libraries have none.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

func library(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(of name: String, _ more: [Target.Dependency] = [], resources: [Resource] = []) -> Target {
    .testTarget(
        name: "\(name)Tests",
        dependencies: [.byName(name: name)] + more,
        resources: resources,
        swiftSettings: strict
    )
}

let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
    name: "countersign",
    products: [
        .library(name: "Countersign", targets: ["Countersign"]),
        .executable(name: "countersign-client", targets: ["countersign-client"]),
        .executable(name: "countersign-responder", targets: ["countersign-responder"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    ],
    targets: [
        // C libraries: a module map each, and one importer each.
        .systemLibrary(name: "CSodium", pkgConfig: "libsodium", providers: [.apt(["libsodium-dev"])]),
        .systemLibrary(name: "CLinux"),
        // Pictures and the codes in them: small C and C++ of our own over the libraries. The responder's alone.
        .target(
            name: "CPictures",
            linkerSettings: [
                .linkedLibrary("jpeg"), .linkedLibrary("png"), .linkedLibrary("webp"),
                .linkedLibrary("webpdemux"), .linkedLibrary("heif"),
            ]),
        .target(name: "CZXing", linkerSettings: [.linkedLibrary("ZXing")]),
        .target(name: "CZBar", linkerSettings: [.linkedLibrary("zbar")]),
        // Of these only the headers are needed to build: they are opened when first used, and linked by nothing.
        .target(name: "CLoader"),
        .target(name: "CQREncode", dependencies: ["CLoader"]),
        .target(name: "CPNG", dependencies: ["CLoader"]),
        // Of this one not even those.
        .target(name: "CPangoCairo", dependencies: ["CLoader"]),
        .systemLibrary(name: "CConfinement", pkgConfig: "libseccomp", providers: [.apt(["libseccomp-dev"])]),

        // Words shared by all: why something was refused, and what to do about it.
        library("Refusals"),

        // Formats, from the bytes up.
        library("CBOR"),
        library("Cryptography", ["CSodium"]),
        library("COSE", ["CBOR", "Cryptography"]),

        // Carriers beyond the file.
        library("TextForm", ["Refusals"]),
        library("QRCode", ["CLoader", "CPNG", "CQREncode", "Refusals"]),
        library("QRScan", ["CPictures", "CZBar", "CZXing", "Refusals"]),

        // Paper: one page with the code, the text form and all facts in words.
        library("Sheet", ["Activation", "Fingerprint", "QRCode"]),
        library("SheetPDF", ["Activation", "CPangoCairo", "QRCode", "Refusals", "Sheet"]),

        // The rules: pure values, no input or output.
        library("Fingerprint", ["Cryptography", "Refusals"]),
        library("Activation", ["CBOR", "COSE", "Cryptography", "Fingerprint", "Refusals", "TextForm"]),

        // What people, keyboards and mail programs make of a document. Nothing that is believed is read through it.
        library("Intake", ["Activation", "Refusals", "TextForm"]),

        // A request and a license by telephone.
        library("PhoneCode", ["Activation", "COSE", "Cryptography", "Fingerprint", "Refusals"]),

        library("ClockGuard", ["Activation", "CBOR", "Cryptography", "Refusals"]),

        // The world outside.
        library("DurableFiles", ["CLinux", "Refusals"]),
        library(
            "FingerprintLinux",
            [
                "Activation", "CLinux", "ClockGuard", "Cryptography", "DurableFiles", "Fingerprint",
                "Refusals",
            ]),

        // The machine's side.
        library(
            "Installation",
            [
                "Activation", "CBOR", "ClockGuard", "Cryptography", "DurableFiles", "Fingerprint",
                "PhoneCode", "Refusals",
            ]),
        library(
            "Countersign",
            [
                "Activation", "ClockGuard", "COSE", "Cryptography", "DurableFiles", "Fingerprint",
                "FingerprintLinux", "Installation", "Intake", "PhoneCode", "Refusals",
            ]),

        // The vendor's side.
        library(
            "Ledger",
            [
                "Refusals", .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ]),
        library(
            "Issuing",
            [
                "Activation", "CBOR", "COSE", "Cryptography", "DurableFiles", "Fingerprint", "Intake",
                "Ledger",
                "PhoneCode", "Refusals",
            ]),

        // Pictures are read in a process that may do nothing else. What finds the codes is passed in.
        library("PictureProcess", ["CConfinement", "DurableFiles", "Refusals"]),

        // The commands.
        library(
            "CommandSupport",
            [
                "Activation", "CBOR", "COSE", "Cryptography", "DurableFiles", "Fingerprint", "Intake",
                "PhoneCode", "QRCode", "Refusals", "Sheet", "TextForm", argumentParser,
            ]),
        .executableTarget(
            name: "countersign-client",
            dependencies: [
                "Activation", "ClockGuard", "CommandSupport", "Countersign", "Cryptography", "DurableFiles",
                "Fingerprint", "FingerprintLinux", "Installation", "Intake", "PhoneCode", "Refusals",
                argumentParser,
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "countersign-responder",
            dependencies: [
                "Activation", "CommandSupport", "COSE", "Cryptography", "DurableFiles", "Fingerprint",
                "Intake", "Issuing", "Ledger", "PhoneCode", "PictureProcess", "QRScan", "Refusals", "Sheet",
                "SheetPDF", "TextForm", argumentParser,
            ],
            swiftSettings: strict),

        // Not a product: makes request files of simulated machines for stress tests and benchmarks.
        .executableTarget(
            name: "fleet",
            dependencies: [
                "Activation", "Cryptography", "DurableFiles", "Fingerprint", "Refusals", argumentParser,
            ],
            path: "Tests/Fleet", swiftSettings: strict),
        // Machines that do not exist, in crowds: what the fingerprint's page says of odds and years is measured on them.
        .target(
            name: "MachineFleet", dependencies: ["Cryptography", "Fingerprint"], path: "Tests/MachineFleet",
            swiftSettings: strict),
        .executableTarget(
            name: "fingerprint-fleet",
            dependencies: ["Activation", "Fingerprint", "FingerprintLinux", "MachineFleet", argumentParser],
            path: "Tests/FingerprintFleet", swiftSettings: strict),
        // What completing a truncated signature costs: see Tests/bench.sh. In no product.
        .executableTarget(
            name: "completion-bench", dependencies: ["Cryptography"], path: "Tests/CompletionBench",
            swiftSettings: strict),
        // What codes by telephone find, and what a call takes. In no product.
        .executableTarget(
            name: "phone-bench",
            dependencies: [
                "Activation", "COSE", "Cryptography", "Fingerprint", "PhoneCode", "TestSupport",
                argumentParser,
            ],
            path: "Tests/PhoneBench", swiftSettings: strict),
        .systemLibrary(name: "CMisdeeds", path: "Tests/CMisdeeds"),
        // A reader of pictures that does what it must not: tests of the confinement start it. In no product.
        .executableTarget(
            name: "confined", dependencies: ["CMisdeeds", "PictureProcess", "Refusals"],
            path: "Tests/Confined", swiftSettings: strict),
        // Photographs of codes that nobody took, and what reads them: see Tests/photographs.sh. In no product.
        .target(
            name: "CPictureWriter", path: "Tests/CPictureWriter",
            linkerSettings: [.linkedLibrary("jpeg"), .linkedLibrary("png")]),
        .target(
            name: "Photographs", dependencies: ["CPictureWriter", "QRCode"], path: "Tests/Photographs",
            swiftSettings: strict),
        .executableTarget(
            name: "photograph-bench",
            dependencies: ["Photographs", "QRCode", "QRScan", "Refusals", argumentParser],
            path: "Tests/PhotographBench", swiftSettings: strict),
        // What tests share: known keys, a sample vendor and sample machines. In no product.
        .target(
            name: "TestSupport",
            dependencies: ["Activation", "COSE", "Cryptography", "Fingerprint", "Refusals"],
            path: "Tests/TestSupport", swiftSettings: strict),

        // Documents made by independent libraries; see Tests/interop/run.sh.
        .testTarget(
            name: "InteropVectorsTests",
            dependencies: ["Activation", "CBOR", "COSE", "Cryptography", "Intake", "Refusals"],
            swiftSettings: strict),

        // Simulated machines and a vendor with keys of his own, for the tests of behaviour. In no product.
        .target(
            name: "Simulation",
            dependencies: ["Activation", "COSE", "Cryptography", "DurableFiles", "Fingerprint", "Refusals"],
            path: "Tests/Simulation", swiftSettings: strict),

        // A vendor with a vault of his own, and a clock that tests move. In no product.
        .target(
            name: "SimulatedDesk",
            dependencies: [
                "Activation", "COSE", "Cryptography", "Fingerprint", "Issuing", "Ledger", "Refusals",
                "Simulation",
            ],
            path: "Tests/SimulatedDesk", swiftSettings: strict),

        // Machines of many kinds as the kernel shows them, and what becomes of them. In no product.
        .target(
            name: "Machines", dependencies: ["Fingerprint", "FingerprintLinux"], path: "Tests/Machines",
            swiftSettings: strict),

        // Runs commands in memory, for tests. In no product.
        .target(
            name: "CommandTesting", dependencies: ["CommandSupport", "Refusals", argumentParser],
            path: "Tests/CommandTesting", swiftSettings: strict),

        tests(of: "Refusals"),
        tests(of: "TextForm", ["Refusals", "TestSupport"]),
        tests(of: "Intake", ["Activation", "Cryptography", "Refusals", "TestSupport", "TextForm"]),
        tests(of: "QRCode", ["Activation", "CLoader", "Refusals"]),
        tests(of: "QRScan", ["Photographs", "QRCode", "Refusals"], resources: [.copy("Pictures")]),
        tests(
            of: "Sheet",
            [
                "Activation", "CBOR", "CommandSupport", "COSE", "Cryptography", "Fingerprint", "Intake",
                "QRCode", "Refusals", "SheetPDF", "TestSupport", "TextForm",
            ]),
        tests(of: "CBOR", resources: [.copy("Vectors")]),
        tests(of: "Cryptography", ["TestSupport"]),
        tests(of: "COSE", ["CBOR", "Cryptography", "TestSupport"]),
        tests(of: "Fingerprint", ["Cryptography", "MachineFleet", "TestSupport"]),
        tests(
            of: "Activation",
            ["CBOR", "COSE", "Cryptography", "Fingerprint", "Refusals", "TestSupport", "TextForm"]),
        tests(of: "DurableFiles", ["Refusals"]),
        tests(
            of: "FingerprintLinux",
            ["Activation", "ClockGuard", "DurableFiles", "Fingerprint", "Machines"]),
        tests(
            of: "PhoneCode",
            ["Activation", "COSE", "Cryptography", "Fingerprint", "Refusals", "TestSupport"]),
        tests(of: "ClockGuard", ["Activation", "CBOR", "Cryptography", "Refusals"]),
        tests(
            of: "CommandSupport",
            [
                "Activation", "CommandTesting", "Fingerprint", "Intake", "PhoneCode", "QRCode", "Refusals",
                "TextForm", argumentParser,
            ]),
        tests(of: "Countersign", ["COSE", "Simulation"]),
        tests(
            of: "Installation",
            [
                "Activation", "ClockGuard", "COSE", "Cryptography", "DurableFiles", "Fingerprint", "Refusals",
                "Simulation", "TextForm",
            ]),
        tests(
            of: "Issuing",
            [
                "Activation", "CBOR", "COSE", "Cryptography", "DurableFiles", "Fingerprint", "Ledger",
                "PhoneCode", "Refusals", "SimulatedDesk", "Simulation",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ]),
        // The desk at a terminal, in memory.
        .testTarget(
            name: "ResponderTests",
            dependencies: [
                "Activation", "CommandSupport", "CommandTesting", "Cryptography", "Issuing", "Ledger",
                "PhoneCode",
                "Refusals", "SimulatedDesk", "Simulation", "countersign-responder", argumentParser,
            ],
            swiftSettings: strict),
        // The client on machines that are made up, in memory.
        .testTarget(
            name: "ClientTests",
            dependencies: [
                "Activation", "CommandSupport", "CommandTesting", "COSE", "Cryptography", "DurableFiles",
                "Machines", "Refusals", "Simulation", "countersign-client", argumentParser,
            ],
            swiftSettings: strict),
        // The client once more, from the same files, but on a machine that is made up. In no product.
        .executableTarget(
            name: "played-client",
            dependencies: [
                "Activation", "ClockGuard", "CommandSupport", "Countersign", "Cryptography", "DurableFiles",
                "Fingerprint", "FingerprintLinux", "Installation", "Intake", "PhoneCode", "Refusals",
                argumentParser,
            ],
            path: "Tests/PlayedClient", exclude: ["Client/Entry.swift"], swiftSettings: strict),
        // Real binaries, real folders: stories that a user would recognise.
        .testTarget(
            name: "CommandTests",
            dependencies: [
                "Cryptography", "DurableFiles", "Fingerprint", "FingerprintLinux", "Machines", "Refusals",
                "Simulation", "countersign-client", "countersign-responder", "played-client",
            ],
            exclude: ["Transcripts"], swiftSettings: strict),
        tests(of: "PictureProcess", ["DurableFiles", "Refusals", "confined"]),
        tests(of: "Ledger", ["Refusals", .product(name: "GRDB", package: "GRDB.swift")]),
    ],
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx17
)
