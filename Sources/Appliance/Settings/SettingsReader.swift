// SPDX-License-Identifier: Apache-2.0

import LinuxBoard
import NTP

extension Settings {
    /// Reads a configuration. `file` is what faults call it; `board` is the command line's choice and outweighs the
    /// file's. Whatever the bytes are, the answer is settings or every fault that could be found.
    public init(
        reading bytes: some Collection<UInt8>, file: String, board: Board.Kind? = nil
    ) throws(SettingsFaults) {
        var faults = FaultCollector(file: file)
        var tree: ConfigNode?
        switch TextCheck.text(of: bytes) {
        case .success(let text): tree = DocumentParser.parse(text, faults: &faults)
        case .failure(let complaint): faults.add(complaint.reason, at: complaint.position)
        }
        let settings = SettingsReader.read(tree, board: board, faults: &faults)
        guard faults.isEmpty else { throw faults.sorted }
        self = settings
    }
}

/// The keys of the file, section by section.
enum SettingsReader {
    static func read(_ tree: ConfigNode?, board: Settings.Board.Kind?, faults: inout FaultCollector) -> Settings {
        var top = SectionReader(tree, path: "", faults: &faults)
        var read = Settings.Board(kind: board ?? .linux)
        readBoard(&top, forced: board, into: &read, faults: &faults)
        var settings = Settings(defaultsFor: board ?? read.kind)
        (settings.board.seed, settings.board.watchdog, settings.board.start) = (read.seed, read.watchdog, read.start)
        readTiming(&top, into: &settings, faults: &faults)
        readPanel(&top, into: &settings.panel, besides: settings.pulseLine, faults: &faults)
        readServices(&top, into: &settings, faults: &faults)
        var alarms = top.section("alarms", faults: &faults)
        alarms.readAlarms(into: &settings.alarms, panel: settings.panel, faults: &faults)
        top.refuseTheRest(faults: &faults)
        return settings
    }

    private static func readBoard(
        _ top: inout SectionReader, forced: Settings.Board.Kind?, into board: inout Settings.Board,
        faults: inout FaultCollector
    ) {
        var section = top.section("board", faults: &faults)
        section.read("kind", .word, into: &board.kind, faults: &faults)
        section.read("watchdog", .optionalPath(), into: &board.watchdog, faults: &faults)
        section.read("seed", .integer(0 ... .max), into: &board.seed, faults: &faults)
        section.read("start", .startingTime, into: &board.start, faults: &faults)
        if board.start != nil, (forced ?? board.kind) != .simulated {
            section.refuse("start", because: "is for the simulated board: real ones begin now", faults: &faults)
        }
        section.refuseTheRest(faults: &faults)
    }

    private static func readTiming(
        _ top: inout SectionReader, into settings: inout Settings, faults: inout FaultCollector
    ) {
        var receiver = top.section("receiver", faults: &faults)
        receiver.read("device", .receiverDevice, into: &settings.receiver.device, faults: &faults)
        receiver.read("baud", .automatic(or: bauds), into: &settings.receiver.baud, faults: &faults)
        receiver.read("configure", .truth, into: &settings.receiver.configure, faults: &faults)
        receiver.readChoice("constellations", of: .word, into: &settings.receiver.constellations, faults: &faults)
        receiver.read("memoryFile", .optionalPath(), into: &settings.receiver.memoryFile, faults: &faults)
        receiver.read("protocol", .word, into: &settings.receiver.language, faults: &faults)
        receiver.read(
            "labelOffsetSeconds", .integer(-5...5), into: &settings.receiver.labelOffsetSeconds, faults: &faults)
        receiver.read(
            "messageDelayMs", .integer(-500...2000), into: &settings.receiver.messageDelayMs, faults: &faults)
        receiver.check(settings.receiver, faults: &faults)
        receiver.refuseTheRest(faults: &faults)

        var pulse = top.section("pulse", faults: &faults)
        pulse.read("kind", .word, into: &settings.pulse.kind, faults: &faults)
        pulse.read("device", .optionalPath(), into: &settings.pulse.device, faults: &faults)
        pulse.read("line", .optionalInteger(0...65_535), into: &settings.pulse.line, faults: &faults)
        pulse.read("channel", .integer(0...255), into: &settings.pulse.channel, faults: &faults)
        pulse.read("pin", .integer(0...255), into: &settings.pulse.pin, faults: &faults)
        pulse.read("edge", .word, into: &settings.pulse.edge, faults: &faults)
        pulse.read("cableDelayNs", .real(0...100_000), into: &settings.pulse.cableDelayNs, faults: &faults)
        pulse.read("biasNs", .real(-100_000...100_000), into: &settings.pulse.biasNs, faults: &faults)
        pulse.read("uncertaintyNs", .optionalReal(0...1_000_000), into: &settings.pulse.uncertaintyNs, faults: &faults)
        pulse.check(settings.pulse, settings.receiver, faults: &faults)
        pulse.refuseTheRest(faults: &faults)

        var clock = top.section("clock", faults: &faults)
        clock.read("kind", .word, into: &settings.clock.kind, faults: &faults)
        clock.read("device", .optionalClockName, into: &settings.clock.device, faults: &faults)
        clock.readList("followers", of: .clockName, into: &settings.clock.followers, faults: &faults)
        clock.read("holdoverSeconds", .integer(0...31_536_000), into: &settings.clock.holdoverSeconds, faults: &faults)
        clock.read(
            "holdoverErrorNs", .integer(100...1_000_000_000), into: &settings.clock.holdoverErrorNs, faults: &faults)
        clock.read("step", .word, into: &settings.clock.step, faults: &faults)
        clock.read("returnSlewNs", .optionalInteger(0...95_000), into: &settings.clock.returnSlewNs, faults: &faults)
        clock.read("retrospectSeconds", .integer(0...60), into: &settings.clock.retrospectSeconds, faults: &faults)
        clock.read("leapSecondsFile", .optionalPath(), into: &settings.clock.leapSecondsFile, faults: &faults)
        clock.read("stateFile", .optionalPath(), into: &settings.clock.stateFile, faults: &faults)
        clock.read("batteryClock", .optionalPath(), into: &settings.clock.batteryClock, faults: &faults)
        clock.read("thermometer", .thermometer, into: &settings.clock.thermometer, faults: &faults)
        clock.check(settings.clock, pulse: settings.pulse, faults: &faults)
        clock.refuseTheRest(faults: &faults)
        top.readTrust(into: &settings.trust, faults: &faults)
    }

    private static func readPanel(
        _ top: inout SectionReader, into panel: inout Settings.Panel, besides pulse: LinePlace?,
        faults: inout FaultCollector
    ) {
        var section = top.section("panel", faults: &faults)
        section.read("chip", .path(), into: &panel.chip, faults: &faults)
        section.read("lockLamp", .optionalInteger(0...65_535), into: &panel.lockLamp, faults: &faults)
        section.read("alarmLamp", .optionalInteger(0...65_535), into: &panel.alarmLamp, faults: &faults)
        section.read("alarmRelay", .optionalInteger(0...65_535), into: &panel.alarmRelay, faults: &faults)
        section.read("button", .optionalInteger(0...65_535), into: &panel.button, faults: &faults)
        section.read("activeLow", .truth, into: &panel.activeLow, faults: &faults)
        section.check(panel, besides: pulse, faults: &faults)
        section.refuseTheRest(faults: &faults)
    }

    private static func readServices(
        _ top: inout SectionReader, into settings: inout Settings, faults: inout FaultCollector
    ) {
        var ntp = top.section("ntp", faults: &faults)
        ntp.readList("listen", of: .listenAddress, into: &settings.ntp.listen, faults: &faults)
        // Who says where the time is served says where its keys are, too.
        if ntp.has("listen") { settings.ntp.nts.listen = [] }
        ntp.readLimit(into: &settings.ntp.limit, faults: &faults)
        ntp.read("tellDenied", .truth, into: &settings.ntp.tellDenied, faults: &faults)
        ntp.readReplies(into: &settings.ntp, faults: &faults)
        ntp.readCluster(into: &settings.ntp, faults: &faults)
        ntp.readSmear(into: &settings.ntp.smear, besides: settings.ntp.listen, faults: &faults)
        ntp.readBroadcasts(into: &settings.ntp, faults: &faults)
        ntp.refuseTheRest(faults: &faults)
        top.readSources(into: &settings.sources, keys: settings.ntp.keys, faults: &faults)
        top.readFailover(into: &settings.failover, hasLocal: settings.ntp.local.stratum != nil, faults: &faults)
        var ptp = top.section("ptp", faults: &faults)
        ptp.readPTP(into: &settings.ptp, faults: &faults)
        top.refuseSources(settings.sources, of: settings.ptp.ports, faults: &faults)
        top.readList("allow", of: .prefix, into: &settings.allow, faults: &faults)
        top.readList("deny", of: .prefix, into: &settings.deny, faults: &faults)
        top.refuseMore(than: AccessPolicy.capacity, in: ["allow", "deny"], faults: &faults)
        top.readNetwork(into: &settings.network, faults: &faults)
        top.readWatch(into: &settings.watch, faults: &faults)

        var management = top.section("management", faults: &faults)
        management.readManagement(into: &settings.management, faults: &faults)

        let pulse = settings.pulse.kind == .serial ? settings.pulse.device : nil
        top.readConsole(
            into: &settings.console,
            besides: [(settings.receiver.device, "receiver.device"), (pulse, "pulse.device")], faults: &faults)
        top.readCompatibility(into: &settings.compatibility, faults: &faults)

        var journal = top.section("journal", faults: &faults)
        journal.read("level", .word, into: &settings.journal.level, faults: &faults)
        journal.read("format", .word, into: &settings.journal.format, faults: &faults)
        journal.read("database", .path(), into: &settings.journal.database, faults: &faults)
        journal.refuseTheRest(faults: &faults)
    }

    /// Any speed between: a port is set to it by its number (BOTHER, ioctl_tty(2)), and some receivers use odd ones.
    private static let bauds: ClosedRange<UInt32> = 300...4_000_000
}
