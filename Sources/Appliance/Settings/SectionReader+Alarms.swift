// SPDX-License-Identifier: Apache-2.0

/// `alarms`
extension SectionReader {
    mutating func readAlarms(into alarms: inout Settings.Alarms, panel: Settings.Panel, faults: inout FaultCollector) {
        readLimits(into: &alarms.limits, faults: &faults)
        readRules(into: &alarms.rules, faults: &faults)
        var channels = section("channels", faults: &faults)
        alarms.channels = channels.readChannels(panel: panel, faults: &faults)
        // A channel whose own faults are told already may still be named.
        readRoute(into: &alarms, among: channels.keys, faults: &faults)
        refuseTheRest(faults: &faults)
    }

    private mutating func readLimits(into limits: inout AlarmLimits, faults: inout FaultCollector) {
        var section = section("limits", faults: &faults)
        section.read("satellites", .integer(0...64), into: &limits.satellites, faults: &faults)
        section.read("satellitesSeconds", .integer(0...86_400), into: &limits.satellitesSeconds, faults: &faults)
        section.read("cn0", .real(0...60), into: &limits.cn0, faults: &faults)
        section.read("offsetNs", .real(1...1_000_000_000), into: &limits.offsetNs, faults: &faults)
        section.read("frequencyPpm", .real(0.001...1000), into: &limits.frequencyPpm, faults: &faults)
        section.read("temperatureC", .real(-40...150), into: &limits.temperatureC, faults: &faults)
        section.read("memoryMiB", .integer(0...1_048_576), into: &limits.memoryMiB, faults: &faults)
        section.read("diskMiB", .integer(0...1_048_576), into: &limits.diskMiB, faults: &faults)
        section.read("certificateDays", .integer(0...3650), into: &limits.certificateDays, faults: &faults)
        section.read("leapTableDays", .integer(0...365), into: &limits.leapTableDays, faults: &faults)
        section.read("refusedPerSecond", .real(0...10_000_000), into: &limits.refusedPerSecond, faults: &faults)
        section.refuseTheRest(faults: &faults)
    }

    private mutating func readRules(into rules: inout [String: AlarmException], faults: inout FaultCollector) {
        var all = section("rules", faults: &faults)
        for id in AlarmDefinition.ids {
            var rule = AlarmException()
            var section = all.section(id, faults: &faults)
            section.read("severity", .optionalWord(), into: &rule.severity, faults: &faults)
            section.read("off", .truth, into: &rule.off, faults: &faults)
            section.read("raiseSeconds", .optionalInteger(0...86_400), into: &rule.raiseSeconds, faults: &faults)
            section.read("clearSeconds", .optionalInteger(0...86_400), into: &rule.clearSeconds, faults: &faults)
            section.check(rule, of: id, faults: &faults)
            section.refuseTheRest(faults: &faults)
            if rule != AlarmException() { rules[id] = rule }
        }
        all.refuseTheRest(faults: &faults)
    }

    /// Whoever relies on the time must hear at once that it is not to be relied on.
    private func check(_ rule: AlarmException, of id: String, faults: inout FaultCollector) {
        if id == AlarmDefinition.unsynchronised {
            let reason = "that the time is not to be relied on is always told, and at once"
            if rule.off { refuse("off", because: reason, faults: &faults) }
            if (rule.raiseSeconds ?? 0) > 0 { refuse("raiseSeconds", because: reason, faults: &faults) }
        }
        if id == AlarmDefinition.fewSatellites, rule.raiseSeconds != nil {
            refuse("raiseSeconds", because: "this is limits.satellitesSeconds", faults: &faults)
        }
    }

    private mutating func readRoute(
        into alarms: inout Settings.Alarms, among names: [String], faults: inout FaultCollector
    ) {
        var section = section("route", faults: &faults)
        let channel = ValueKind<String>.name(among: names, of: "channel")
        section.readList("default", of: channel, into: &alarms.defaultRoute, faults: &faults)
        for id in AlarmDefinition.ids {
            var route: [String]?
            section.readList(id, of: channel, into: &route, faults: &faults)
            alarms.route[id] = route
        }
        section.refuseTheRest(faults: &faults)
    }
}
