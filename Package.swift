// swift-tools-version: 6.2
import PackageDescription

/// Rules for every target of our own; the system libraries have none.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

/// A part of the library or of the programs: `Sources/NAME`.
func library(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

/// One of the two programs: `Sources/NAME`.
func program(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .executableTarget(name: name, dependencies: dependencies, swiftSettings: strict)
}

/// The tests of one target: `Tests/NAMETests`.
func tests(of name: String, _ more: [Target.Dependency] = [], resources: [Resource] = []) -> Target {
    .testTarget(
        name: "\(name)Tests",
        dependencies: [.byName(name: name)] + more,
        resources: resources,
        swiftSettings: strict
    )
}

/// Tests of more than one target, or of a program: `Tests/NAME`.
func tests(
    named name: String, _ dependencies: [Target.Dependency], exclude: [String] = []
) -> Target {
    .testTarget(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: strict)
}

// What follows is in no product.

/// A program for developers, which measures something or makes something up: `Tests/Tools/FOLDER`.
func tool(_ name: String, in folder: String, _ dependencies: [Target.Dependency]) -> Target {
    .executableTarget(
        name: name, dependencies: dependencies, path: "Tests/Tools/\(folder)", swiftSettings: strict)
}

/// What tools are made of: `Tests/Tools/NAME`.
func toolLibrary(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .target(name: name, dependencies: dependencies, path: "Tests/Tools/\(name)", swiftSettings: strict)
}

/// What tests share: `Tests/Support/NAME`.
func support(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .target(name: name, dependencies: dependencies, path: "Tests/Support/\(name)", swiftSettings: strict)
}

/// A program that tests start: `Tests/Support/FOLDER`.
func supportProgram(
    _ name: String, in folder: String, _ dependencies: [Target.Dependency], exclude: [String] = []
) -> Target {
    .executableTarget(
        name: name, dependencies: dependencies, path: "Tests/Support/\(folder)", exclude: exclude,
        swiftSettings: strict)
}

let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let sqlite: Target.Dependency = .product(name: "GRDBSQLite", package: "GRDB.swift")

/// What the client is made of, and the client that is played.
let client: [Target.Dependency] = [
    "Activation", "ClockGuard", "CommandSupport", "Countersign", "CountersignVerify", "Cryptography",
    "DurableFiles",
    "Fingerprint", "FingerprintLinux", "Installation", "Intake", "PhoneCode", "Refusals", argumentParser,
]

let package = Package(
    name: "countersign",
    products: [
        .library(name: "Countersign", targets: ["Countersign"]),
        // For applications that the client activates: they only check, and no reader of mails is in them.
        .library(name: "CountersignVerify", targets: ["CountersignVerify"]),
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
        // Of these not even those.
        .target(name: "CPangoCairo", dependencies: ["CLoader"]),
        .target(name: "CZxcvbn", dependencies: ["CLoader"]),
        .systemLibrary(name: "CConfinement", pkgConfig: "libseccomp", providers: [.apt(["libseccomp-dev"])]),

        // Words shared by all: why something was refused, and what to do about it.
        library("Refusals"),

        // Formats, from the bytes up.
        library("CBOR"),
        library("Cryptography", ["CSodium"]),
        library("COSE", ["CBOR", "Cryptography"]),
        library("MerkleTree", ["Cryptography"]),
        library("LogProof", ["CBOR", "COSE", "Cryptography", "MerkleTree"]),

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
            "CountersignVerify",
            [
                "Activation", "ClockGuard", "COSE", "Cryptography", "DurableFiles", "Fingerprint",
                "FingerprintLinux", "Installation", "Refusals",
            ]),
        library(
            "Countersign",
            [
                "Activation", "CountersignVerify", "Cryptography", "Installation", "Intake", "PhoneCode",
                "Refusals",
            ]),

        // The vendor's side.
        library("Ledger", ["CBOR", "Cryptography", "MerkleTree", "Refusals", grdb, sqlite]),
        library(
            "Issuing",
            [
                "Activation", "CBOR", "COSE", "Cryptography", "DurableFiles", "Fingerprint", "Intake",
                "Ledger", "LogProof", "MerkleTree", "PhoneCode", "Refusals",
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
        program("countersign-client", client),
        program(
            "countersign-responder",
            [
                "Activation", "COSE", "CommandSupport", "CZxcvbn", "Cryptography", "DurableFiles",
                "Fingerprint",
                "Intake", "Issuing", "Ledger", "LogProof", "MerkleTree", "PhoneCode", "PictureProcess",
                "QRScan",
                "Refusals", "Sheet",
                "SheetPDF", "TextForm", argumentParser,
            ]),

        // Tests, in the order of the targets that they are about.
        tests(of: "Refusals"),
        tests(of: "CBOR", resources: [.copy("Vectors")]),
        tests(of: "Cryptography", ["TestSupport"]),
        tests(of: "COSE", ["CBOR", "Cryptography", "TestSupport"]),
        tests(of: "MerkleTree", ["Cryptography"]),
        tests(of: "LogProof", ["CBOR", "Cryptography", "MerkleTree", "TestSupport"]),
        tests(of: "TextForm", ["Refusals", "TestSupport"]),
        tests(of: "QRCode", ["Activation", "CLoader", "Refusals"]),
        tests(of: "QRScan", ["Photographs", "QRCode", "Refusals"], resources: [.copy("Pictures")]),
        tests(
            of: "Sheet",
            [
                "Activation", "CBOR", "CommandSupport", "COSE", "Cryptography", "Fingerprint", "Intake",
                "QRCode", "Refusals", "SheetPDF", "TestSupport", "TextForm",
            ]),
        tests(of: "Fingerprint", ["Cryptography", "MachineFleet", "TestSupport"]),
        tests(
            of: "Activation",
            ["CBOR", "COSE", "Cryptography", "Fingerprint", "Refusals", "TestSupport", "TextForm"]),
        tests(of: "Intake", ["Activation", "Cryptography", "Refusals", "TestSupport", "TextForm"]),
        tests(
            of: "PhoneCode",
            ["Activation", "COSE", "Cryptography", "Fingerprint", "Refusals", "TestSupport"]),
        tests(of: "ClockGuard", ["Activation", "CBOR", "Cryptography", "Refusals"]),
        tests(of: "DurableFiles", ["Refusals"]),
        tests(
            of: "FingerprintLinux",
            ["Activation", "ClockGuard", "DurableFiles", "Fingerprint", "Machines"]),
        tests(
            of: "Installation",
            [
                "Activation", "ClockGuard", "COSE", "Cryptography", "DurableFiles", "Fingerprint", "Refusals",
                "Simulation", "TextForm",
            ]),
        tests(of: "Countersign", ["COSE", "Cryptography", "FingerprintLinux", "Simulation"]),
        tests(of: "Ledger", ["CBOR", "Cryptography", "MerkleTree", "Refusals", "TestSupport", grdb]),
        tests(
            of: "Issuing",
            [
                "Activation", "CBOR", "COSE", "Cryptography", "DurableFiles", "Fingerprint", "Ledger",
                "LogProof", "PhoneCode", "Refusals", "SimulatedDesk", "Simulation", "TestSupport", grdb,
                sqlite,
            ]),
        tests(of: "PictureProcess", ["DurableFiles", "Refusals", "confined"]),
        tests(
            of: "CommandSupport",
            [
                "Activation", "CommandTesting", "Fingerprint", "Intake", "PhoneCode", "QRCode", "Refusals",
                "TextForm", argumentParser,
            ]),
        // The client on machines that are made up, in memory.
        tests(
            named: "ClientTests",
            [
                "Activation", "CommandSupport", "CommandTesting", "COSE", "Cryptography", "DurableFiles",
                "Machines", "Refusals", "Simulation", "countersign-client", argumentParser,
            ]),
        // The desk at a terminal, in memory.
        tests(
            named: "ResponderTests",
            [
                "Activation", "CommandSupport", "CommandTesting", "Cryptography", "Issuing", "Ledger",
                "PhoneCode", "PictureProcess", "Refusals", "SimulatedDesk", "Simulation",
                "countersign-responder",
                argumentParser,
            ]),
        // Real binaries, real folders: stories that a user would recognise.
        tests(
            named: "CommandTests",
            [
                "Cryptography", "DurableFiles", "Fingerprint", "FingerprintLinux", "Machines", "Refusals",
                "Simulation", "countersign-client", "countersign-responder", "played-client",
            ],
            exclude: ["Transcripts"]),
        // Documents made by independent libraries; see Tests/interop/run.sh.
        tests(
            named: "InteropVectorsTests",
            ["Activation", "CBOR", "COSE", "Cryptography", "Intake", "Refusals"]),

        // What tests share. Known keys, a sample vendor and sample machines.
        support("TestSupport", ["Activation", "COSE", "Cryptography", "Fingerprint", "Refusals"]),
        // Simulated machines and a vendor with keys of his own, for the tests of behaviour.
        support(
            "Simulation",
            ["Activation", "COSE", "Cryptography", "DurableFiles", "Fingerprint", "Refusals"]),
        // A vendor with a vault of his own, and a clock that tests move.
        support(
            "SimulatedDesk",
            [
                "Activation", "COSE", "Cryptography", "Fingerprint", "Issuing", "Ledger", "Refusals",
                "Simulation",
            ]),
        // Machines of many kinds as the kernel shows them, and what becomes of them.
        support("Machines", ["Fingerprint", "FingerprintLinux"]),
        // Runs commands in memory.
        support("CommandTesting", ["CommandSupport", "PhoneCode", "Refusals", argumentParser]),
        // The client once more, from the same files, but on a machine that is made up.
        supportProgram("played-client", in: "PlayedClient", client, exclude: ["Client/Entry.swift"]),
        // A reader of pictures that does what it must not: tests of the confinement start it.
        supportProgram("confined", in: "Confined", ["CMisdeeds", "PictureProcess", "Refusals"]),
        .systemLibrary(name: "CMisdeeds", path: "Tests/Support/CMisdeeds"),

        // Tools. Makes request files of simulated machines for stress tests and benchmarks.
        tool(
            "fleet", in: "Fleet",
            ["Activation", "Cryptography", "DurableFiles", "Fingerprint", "Refusals", argumentParser]),
        // Machines that do not exist, in crowds: what the fingerprint's page says of odds and years is measured on them.
        toolLibrary("MachineFleet", ["Cryptography", "Fingerprint"]),
        tool(
            "fingerprint-fleet", in: "FingerprintFleet",
            ["Activation", "Fingerprint", "FingerprintLinux", "MachineFleet", argumentParser]),
        // What completing a truncated signature costs: see Tests/bench.sh.
        tool("completion-bench", in: "CompletionBench", ["Cryptography"]),
        // What codes by telephone find, and what a call takes.
        tool(
            "phone-bench", in: "PhoneBench",
            [
                "Activation", "COSE", "Cryptography", "Fingerprint", "PhoneCode", "TestSupport",
                argumentParser,
            ]),
        // Photographs of codes that nobody took, and what reads them: see Tests/photographs.sh.
        .target(
            name: "CPictureWriter", path: "Tests/Tools/CPictureWriter",
            linkerSettings: [.linkedLibrary("jpeg"), .linkedLibrary("png")]),
        toolLibrary("Photographs", ["CPictureWriter", "QRCode"]),
        tool(
            "photograph-bench", in: "PhotographBench",
            ["Photographs", "QRCode", "QRScan", "Refusals", argumentParser]),
    ],
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx17
)
