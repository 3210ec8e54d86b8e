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

func floor(_ name: String, on below: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: below, swiftSettings: strict)
}

func tests(_ name: String, of below: [Target.Dependency], resources: [Resource] = []) -> Target {
    .testTarget(name: name, dependencies: below, resources: resources, swiftSettings: strict)
}

let package = Package(
    name: "gnomon",
    products: [.executable(name: "gnomon", targets: ["gnomon"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        // Floor 0: instants, scales, leap seconds; and the C that Swift cannot import by itself.
        floor("TimeBase"),
        .target(name: "CLinux"),

        // Floor 1: what is heard, and what hardware fulfils.
        floor("GNSS", on: ["TimeBase"]),
        floor("Board", on: ["TimeBase"]),

        // Floor 2: what Gnomon exists for. Pure.
        floor("TimeKeeping", on: ["TimeBase", "Board"]),
        floor("NTP", on: ["TimeBase"]),

        // Floor 3: the two worlds that fulfil the board's protocols.
        floor("SimulatedBoard", on: ["TimeBase", "Board", "GNSS"]),
        floor("LinuxBoard", on: ["TimeBase", "Board", "CLinux"]),

        // Floor 4: the composition, and what people see of it.
        floor(
            "Appliance",
            on: [
                "TimeBase", "GNSS", "Board", "TimeKeeping", "NTP", "SimulatedBoard", "LinuxBoard", "Yams",
                .product(name: "Logging", package: "swift-log"),
            ]),
        floor(
            "Management",
            on: [
                "TimeBase", "Appliance",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
            ]),

        // Floor 5: the program.
        .executableTarget(
            name: "gnomon",
            dependencies: [
                "TimeBase", "GNSS", "TimeKeeping", "SimulatedBoard", "Appliance", "Management",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict),

        tests("TimeBaseTests", of: ["TimeBase"]),
    ]
)
