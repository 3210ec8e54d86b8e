// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0

import PackageDescription

/// One strictness for every Swift target of the house.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .strictMemorySafety(),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

/// Simulated days pass in tests of the debug build, too: what takes part in them is optimised there.
let quick: [SwiftSetting] = strict + [.unsafeFlags(["-O"], .when(configuration: .debug))]

func floor(_ name: String, on below: [Target.Dependency] = [], isQuick: Bool = false) -> Target {
    .target(name: name, dependencies: below, swiftSettings: isQuick ? quick : strict)
}

/// Relative relocations packed, and no symbols for others to find: a sixth less of the program is in memory.
/// Of the linkers only lld does both, for glibc 2.36 and later.
let lean: [LinkerSetting] = [
    .unsafeFlags(
        [
            "-use-ld=lld", "-Xlinker", "-z", "-Xlinker", "pack-relative-relocs", "-Xlinker", "--no-export-dynamic",
        ], .when(platforms: [.linux], configuration: .release))
]

func tests(
    _ name: String, of below: [Target.Dependency], exclude: [String] = [], resources: [Resource] = []
) -> Target {
    .testTarget(name: name, dependencies: below, exclude: exclude, resources: resources, swiftSettings: strict)
}

let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let nio: [Target.Dependency] = [
    .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
]

let tls: [Target.Dependency] = [
    .product(name: "NIOHTTP1", package: "swift-nio"), .product(name: "NIOTLS", package: "swift-nio"),
    .product(name: "NIOSSL", package: "swift-nio-ssl"),
]
let web: [Target.Dependency] = [
    .product(name: "Hummingbird", package: "hummingbird"), .product(name: "HummingbirdHTTP2", package: "hummingbird"),
    .product(name: "HTTPTypes", package: "swift-http-types"),
    .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
    .product(name: "X509", package: "swift-certificates"), .product(name: "SwiftASN1", package: "swift-asn1"),
]
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let crypto: [Target.Dependency] = [
    .product(name: "Crypto", package: "swift-crypto"), .product(name: "CryptoExtras", package: "swift-crypto"),
]

let package = Package(
    name: "gnomon",
    products: [.executable(name: "gnomon", targets: ["gnomon"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-asn1", from: "1.7.4"),
        .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        // Floor 0: instants, scales, leap seconds; and the C that Swift cannot import by itself.
        floor("TimeBase", isQuick: true),
        .target(name: "CLinux"),
        .target(name: "CGPIOD"),
        .target(name: "CUdev"),
        .target(name: "CLibcrypto"),

        // Floor 1: what is heard, and what hardware fulfils.
        floor("GNSS", on: ["TimeBase"], isQuick: true),
        floor("Board", on: ["TimeBase"], isQuick: true),

        // Floor 2: what Gnomon exists for. Pure.
        floor("TimeKeeping", on: ["TimeBase", "Board"], isQuick: true),
        floor("NTP", on: ["TimeBase"], isQuick: true),
        floor("PTP", on: ["TimeBase", "Board"], isQuick: true),

        // Floor 3: the two worlds that fulfil the board's protocols.
        floor("SimulatedBoard", on: ["TimeBase", "Board", "GNSS"], isQuick: true),
        floor("LinuxBoard", on: ["TimeBase", "Board", "GNSS", "NTP", "CLinux", "CGPIOD", "CUdev", "CLibcrypto"]),

        // Floor 4: the composition, and what people see of it.
        floor(
            "Appliance",
            on: [
                "TimeBase", "GNSS", "Board", "TimeKeeping", "NTP", "PTP", "SimulatedBoard", "LinuxBoard", "Yams",
                logging,
            ]),
        .target(
            name: "Pages", dependencies: ["TimeBase", "Appliance"], resources: [.embedInCode("Files")],
            swiftSettings: strict),
        floor("Records", on: ["TimeBase", grdb]),
        floor("Accounts", on: crypto),
        floor("Console", on: ["TimeBase"]),
        floor("Notices", on: ["TimeBase"] + crypto + nio + tls),
        floor("Backups", on: ["Appliance"] + crypto),
        floor(
            "Operations",
            on: [
                "TimeBase", "Board", "GNSS", "TimeKeeping", "NTP", "PTP", "LinuxBoard", "Appliance", "Records",
                "Accounts",
                "Backups", logging,
            ] + crypto),
        floor(
            "Compatibility",
            on: ["TimeBase", "Board", "GNSS", "LinuxBoard", "TimeKeeping", "NTP", "Appliance", logging] + nio),
        floor(
            "Management",
            on: [
                "TimeBase", "Board", "LinuxBoard", "TimeKeeping", "NTP", "PTP", "Appliance", "Records", "Accounts",
                "Pages",
                "Notices",
                "Backups", "Operations", "Console", "Compatibility", logging,
            ] + nio + tls + web + crypto),

        // Floor 5: the program.
        .executableTarget(
            name: "gnomon",
            dependencies: [
                "TimeBase", "Board", "NTP", "Appliance", "Management", "Operations", "Console", logging,
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict, linkerSettings: lean),

        tests("FloorsTests", of: []),
        tests("TimeBaseTests", of: ["TimeBase"], resources: [.copy("Reference")]),
        tests(
            "GNSSTests", of: ["GNSS", "TimeBase", "SimulatedUBlox"], exclude: ["UBX/Captures"],
            resources: [.copy("Captures")]),
        tests("TimeKeepingTests", of: ["TimeKeeping", "TimeBase", "Board"]),
        tests("NTPTests", of: ["NTP", "TimeBase", "TimeKeeping"]),
        tests("PTPTests", of: ["PTP", "TimeBase", "Board"], exclude: ["Golden"]),
        tests(
            "SimulatedBoardTests", of: ["TimeBase", "Board", "GNSS", "SimulatedBoard"],
            resources: [.copy("Resources")]),
        tests(
            "LinuxBoardTests",
            of: [
                "LinuxBoard", "Board", "TimeBase", "GNSS", "NTP", "CLinux", "CGPIOD", "CUdev", "SimulatedUBlox",
            ]),
        tests(
            "ApplianceTests",
            of: [
                "Appliance", "TimeBase", "GNSS", "Board", "TimeKeeping", "NTP", "PTP", "SimulatedBoard", "LinuxBoard",
                logging,
                "StillAppliance",
            ]),
        tests(
            "ManagementTests",
            of: [
                "Management", "Operations", "Backups", "Appliance", "Accounts", "Records", "Notices", "Pages",
                "TimeBase", "Board", "LinuxBoard",
                "SimulatedBoard", "TimeKeeping", "NTP", "PTP", logging, "StillAppliance",
            ] + nio + tls + web),

        tests(
            "OperationsTests",
            of: [
                "Operations", "Appliance", "Accounts", "Records", "Backups", "LinuxBoard", "Board", "GNSS", "NTP",
                "PTP", "SimulatedBoard", "TimeBase", "TimeKeeping", "StillAppliance", logging,
            ], exclude: ["Time/Snapshots"]),
        tests(
            "CompatibilityTests",
            of: [
                "Compatibility", "Appliance", "Board", "GNSS", "NTP", "LinuxBoard", "TimeBase", "TimeKeeping",
                "StillAppliance", logging,
            ] + nio, resources: [.copy("GPSD/Readings")]),
        tests("PagesTests", of: ["Pages", "Appliance", "Board", "NTP", "TimeBase", "StillAppliance"]),
        tests("RecordsTests", of: ["Records", grdb]),
        tests("NoticesTests", of: ["Notices"] + nio + tls),
        tests("BackupsTests", of: ["Backups", "Appliance", "TimeBase"]),
        tests("AccountsTests", of: ["Accounts"]),
        tests("ConsoleTests", of: ["Console", "TimeBase"]),

        // Records under load, to be killed at any moment.
        .executableTarget(
            name: "record-writer", dependencies: ["Records"], path: "Tests/Crash/record-writer", swiftSettings: strict),

        // What serves NTP, alone in a process, to be measured.
        .executableTarget(
            name: "ntp-alone", dependencies: ["Appliance", "LinuxBoard", "Board", "NTP", "TimeBase"],
            path: "Tests/Load/NTP/ntp-alone", swiftSettings: strict, linkerSettings: lean),

        // An appliance in which nothing moves, for the tests of what people see of one.
        .target(
            name: "StillAppliance", dependencies: ["Appliance", "Board", "NTP", "PTP", "TimeBase", "TimeKeeping"],
            path: "Tests/StillAppliance", swiftSettings: strict),

        // A u-blox receiver that can be told things, for the tests of whoever tells it.
        .target(
            name: "SimulatedUBlox", dependencies: ["GNSS", "TimeBase"], path: "Tests/SimulatedUBlox",
            swiftSettings: strict),

        // What the hot paths may cost, counted in a release build.
        .target(name: "CAllocationCounter", path: "Tests/Budgets/CAllocationCounter"),
        .executableTarget(
            name: "budgets",
            dependencies: ["Appliance", "LinuxBoard", "TimeBase", "Board", "NTP", "PTP", "CAllocationCounter"],
            path: "Tests/Budgets/budgets", swiftSettings: strict),
    ]
)

// The fuzzers need a sanitizer and no main of their own, so they are built only by tools/fuzz.
if Context.environment["GNOMON_FUZZ"] != nil {
    let fuzzed: [(String, [Target.Dependency])] = [
        ("FuzzNMEA", ["GNSS", "TimeBase"]), ("FuzzUBX", ["GNSS", "TimeBase"]), ("FuzzNTP", ["NTP", "TimeBase"]),
        ("FuzzNTPReply", ["NTP", "TimeBase"]), ("FuzzNTS", ["NTP", "TimeBase"]), ("FuzzWatch", ["NTP", "TimeBase"]),
        ("FuzzControl", ["NTP", "TimeBase"]),
        ("FuzzPTP", ["PTP", "TimeBase", "Board"]), ("FuzzPort", ["PTP", "TimeBase", "Board"]),
        ("FuzzTimeReceiver", ["PTP", "TimeBase", "Board"]),
        ("FuzzConfiguring", ["GNSS", "TimeBase"]),
        ("FuzzGPSD", ["Compatibility", "Appliance", "GNSS", "Board", "TimeBase"]),
        ("FuzzChronyc", ["Compatibility", "Board", "TimeBase"]),
        ("FuzzSettings", ["Appliance"]), ("FuzzConsole", ["Console", "TimeBase"]),
    ]
    for (name, below) in fuzzed {
        package.targets.append(.executableTarget(name: name, dependencies: below, path: "Tests/Fuzz/\(name)"))
    }
}
