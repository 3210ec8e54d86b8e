// SPDX-License-Identifier: Apache-2.0

import Testing

/// The readers that the other tests of this folder rely on: a test that sees nothing would pass for ever.
struct ReaderTests {
    @Test(arguments: [
        ("import Foundation", ["Foundation"]),
        ("public import TimeBase", ["TimeBase"]),
        ("@testable import NTP", ["NTP"]),
        ("    @preconcurrency internal import Glibc", ["Glibc"]),
        ("import struct Foundation.URL", ["Foundation"]),
        ("import Dispatch; import Glibc", ["Dispatch", "Glibc"]),
        ("let text = \"import Foundation\"", []),
        ("// import Foundation", []),
        ("importance()", []),
        ("", []),
    ])
    func `imports are seen in every form`(line: String, modules: [String]) {
        #expect(ImportLine.modules(in: ImportLine.code(of: line[...])) == modules)
    }

    @Test func `the manifest's edges are seen in every form`() {
        let manifest = """
            .target(name: "CLinux"), floor("TimeBase"),
            floor("Board", on: ["TimeBase"]),
            floor(
                "Appliance",
                on: ["Board", .product(name: "Logging", package: "swift-log")]),
            .executableTarget(
                name: "gnomon", dependencies: ["Appliance"], swiftSettings: strict),
            """
        #expect(Manifest.dependencies(of: "CLinux", in: manifest) == [])
        #expect(Manifest.dependencies(of: "Board", in: manifest) == ["TimeBase"])
        #expect(Manifest.dependencies(of: "Appliance", in: manifest) == ["Board", "Logging", "swift-log"])
        #expect(Manifest.dependencies(of: "gnomon", in: manifest) == ["Appliance"])
        #expect(Manifest.dependencies(of: "NTP", in: manifest) == nil)
    }

    @Test func `the checkout is found, with rooms and files`() throws {
        #expect(try House.rooms().contains("TimeBase"))
        #expect(try House.swiftFiles(in: "TimeBase").count > 10)
        #expect(try House.declaredDependencies(of: "TimeBase") == [])
    }
}
