// SPDX-License-Identifier: Apache-2.0

import Foundation
import SimulatedBoard
import Testing

struct YardstickTraceTests {
    @Test func `SHA-256 gives the digests of FIPS 180-4`() {
        #expect(sha256(Array("abc".utf8)) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(sha256([]) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    }

    @Test(
        "A trace is the yardstick's own, bit for bit",
        arguments: [
            ("S1", 1), ("S1", 5), ("S2o", 2), ("S3", 4), ("S4w", 3), ("S5", 1), ("S6", 3),
        ])
    func matchesManifest(name: String, seed: Int) throws {
        let scenario = try #require(YardstickScenario(named: name))
        let trace = YardstickTrace(scenario, seed: UInt64(seed))
        #expect(try sha256(trace.csv()) == published(name, seed))
    }

    @Test func `The scenarios are nine, and no others are known`() {
        #expect(YardstickScenario.all.map(\.name) == ["S1", "S2", "S2o", "S2q", "S3", "S4", "S4w", "S5", "S6"])
        #expect(YardstickScenario(named: "S7") == nil)
    }

    @Test func `Phase is the sum of the frequencies before it`() throws {
        let scenario = try #require(YardstickScenario(named: "S5"))
        var expected: Int64 = 0
        for row in YardstickTrace(scenario, seed: 9) {
            #expect(row.phase == expected)
            expected += row.frequency
        }
    }

    private func published(_ name: String, _ seed: Int) throws -> String {
        let url = try #require(Bundle.module.url(forResource: "Resources/MANIFEST", withExtension: "sha256"))
        let lines = try String(contentsOf: url, encoding: .utf8).split(separator: "\n")
        let line = try #require(lines.first { $0.hasSuffix("  \(name)-\(seed).csv") })
        return String(line.prefix(64))
    }
}
