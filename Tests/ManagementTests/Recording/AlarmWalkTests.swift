// SPDX-License-Identifier: Apache-2.0

import Appliance
import Logging
import Records
import Testing
import TimeBase

@testable import Management

/// From what befalls the simulated receiver to what is told by the API.
@Suite struct `An alarm of the receiver` {
    @Test func `walks all the way to who asks for alarms`() async throws {
        try await withFolder { folder in
            var settings = Settings(defaultsFor: .simulated)
            settings.ntp.listen = []
            settings.clock.stateFile = nil
            settings.management.open = Settings.Management.Topic.allCases
            let appliance = Appliance(settings: settings, log: quiet)
            try appliance.start()
            defer { appliance.stop() }
            let records = RecordStore(path: folder + "/records.sqlite")
            let recorder = Recorder(
                view: appliance, book: appliance.alarmBook, records: records, write: { records.note($0) },
                facts: { AlarmFacts($0) }, tell: { _, _ in })
            let watching = Task { await recorder.run() }
            let site = Site(
                view: appliance, settings: settings.management,
                gate: Gate(book: nil, settings: settings.management, view: appliance), log: quiet)
            try await withListener(HTTPListener(address: .loopback(port: 0), site: site)) { port in
                try appliance.play(scene: "spoof")
                let alarm = try await Self.alarm("spoofing", at: port)
                #expect(alarm.text == "The receiver suspects that its satellites are feigned.")
                #expect(alarm.severity == .critical && alarm.hint?.isEmpty == false && alarm.since != nil)
                let status = try await TestClient.request("/api/v1/status", port: port)
                #expect(status.body.contains(#""spoofing":"indicated""#))
            }
            watching.cancel()
            await watching.value
            await records.close()
        }
    }

    /// Waits for a minute at most.
    private static func alarm(_ id: String, at port: Int) async throws -> Alarm {
        for _ in 0..<600 {
            let answer = try await TestClient.request("/api/v1/alarms", port: port)
            let report = try ReportJSON.read(AlarmsReport.self, from: answer.body.utf8)
            if let found = report.alarms.first(where: { $0.name == id }) { return found }
            try await Task.sleep(for: .milliseconds(100))
        }
        throw CancellationError()
    }
}
