// SPDX-License-Identifier: Apache-2.0

import Logging
import Testing

@testable import Appliance

@Suite struct `Settings that change while alarms are watched` {
    @Test func `reach the alarms, but not how long the time is carried on`() {
        var settings = Settings(defaultsFor: .simulated)
        let appliance = Appliance(settings: settings, log: Logger(label: "t") { _ in SwiftLogNoOpLogHandler() })
        settings.alarms.limits.satellites = 9
        settings.clock.holdoverSeconds = 5
        appliance.apply(settings)
        #expect(appliance.alarmBook.rules.limits.satellites == 9)
        #expect(appliance.alarmBook.rules.holdoverLongest == .seconds(86_400))
        #expect(appliance.liveKeys.contains("alarms.rules"))
    }
}
