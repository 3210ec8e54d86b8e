// SPDX-License-Identifier: Apache-2.0

import Board
import LinuxBoard
import NTP
import Testing
import TimeBase

@testable import Appliance

@Suite struct `Real sockets` {
    /// The system's clock, read and never set, and so much ahead.
    private static func time(ahead: Duration = .zero) -> Published<ServedTime> {
        let (shown, at) = HostClock.systemTime
        let reading = ClockReading(era: 0, shown: TAIInstant(sinceEpoch: shown.sinceEpoch + .seconds(37) + ahead))
        let state = TimeState(
            phase: .locked, since: at, asOf: at + .seconds(86_400), reason: .justStarted,
            errorBound: ErrorBound(base: .microseconds(10)), reference: .gnss, utc: UTCRelation(taiMinusUTC: 37))
        return Published(ServedTime(state: state, clock: ClockMapping(anchor: at, atAnchor: reading, rate: 0)))
    }

    private static func server(_ address: IPAddress, ahead: Duration = .zero) throws -> NTPServer {
        try NTPServer(listeningOn: IPEndpoint(address, port: 0), time: time(ahead: ahead))
    }

    /// A port at which nobody answers.
    private static func deadEnd() throws -> IPEndpoint {
        let service = try server(.loopbackV4)
        defer { service.stop() }
        return IPEndpoint(IPAddress(v4: 0x7F00_0054), port: service.local.port)
    }

    @Test func `measure clocks over both protocols, and tell who is silent`() async throws {
        let (true4, fast6) = (try Self.server(.loopbackV4), try Self.server(.loopbackV6, ahead: .milliseconds(200)))
        let dead = try Self.deadEnd()
        defer { for server in [true4, fast6] { server.stop() } }
        let nodes = [true4.local, fast6.local, dead].map { "'\($0)'" }.joined(separator: ", ")
        let text = "watch: [{group: raft, nodes: [\(nodes)], everySeconds: 2}]"
        let settings = try Settings(reading: Array(text.utf8), file: "f")
        let (stopping, plan) = (StopFlag(), Posted(WatchPlan(settings.watch)))
        let worker = WatchWorker(plan, Self.time(), until: stopping)
        _ = try HostThread.spawn(name: "watch-test") { worker.run() }
        defer { stopping.raise() }
        let wanted: [ClockCondition] = [.within, .over, .silent]
        for _ in 0..<600 where worker.facts.table?.clocks.map(\.condition) != wanted {
            try await Task.sleep(for: .milliseconds(100))
        }
        let table = try #require(worker.facts.table)
        #expect(table.clocks.map(\.condition) == wanted)
        let differences = table.clocks.map(\.difference)
        let (right, ahead) = (try #require(differences[0]), try #require(differences[1]))
        #expect(right.offset.magnitude <= right.uncertainty)
        #expect((ahead.offset - .milliseconds(200)).magnitude <= ahead.uncertainty)
        let group = try #require(table.groups.first)
        let worst = try #require(group.worst)
        #expect(group.agreement == .over && (worst.ahead, worst.behind) == (1, 0))
        #expect((worst.distance - .milliseconds(200)).magnitude <= worst.uncertainty)
    }
}
