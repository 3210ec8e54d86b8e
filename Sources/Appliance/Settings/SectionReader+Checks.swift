// SPDX-License-Identifier: Apache-2.0

import LinuxBoard

/// What must fit together.
extension SectionReader {
    func check(_ receiver: Settings.Receiver, faults: inout FaultCollector) {
        guard let named = receiver.constellations else { return }
        if named.contains(.qzss), !named.contains(.gps) {
            refuse("constellations", because: "qzss comes with gps, and not without it", faults: &faults)
        } else if named == [.sbas] {
            refuse("constellations", because: "sbas gives no time by itself; name another one", faults: &faults)
        }
    }

    func check(_ pulse: Settings.Pulse, _ receiver: Settings.Receiver, faults: inout FaultCollector) {
        if pulse.kind == .serial, pulse.device == nil, receiver.device ?? Settings.anyReceiver == Settings.anyReceiver {
            refuse("kind", because: "serial needs pulse.device, the port whose carrier detect it is", faults: &faults)
        }
        if pulse.kind == .gpio, pulse.line == nil {
            refuse("kind", because: "gpio needs pulse.line, the offset of the line on its chip", faults: &faults)
        }
    }

    /// A line can be one thing only.
    /// - Parameter pulse: the line that the pulse comes by.
    func check(_ panel: Settings.Panel, besides pulse: LinePlace?, faults: inout FaultCollector) {
        let parts = [
            ("lockLamp", panel.lockLamp), ("alarmLamp", panel.alarmLamp), ("alarmRelay", panel.alarmRelay),
            ("button", panel.button),
        ]
        var owners: [UInt32: String] = [:]
        if let pulse, pulse.chip == panel.chip { owners[pulse.offset] = "pulse.line" }
        for (key, line) in parts {
            guard let line = line.flatMap(UInt32.init(exactly:)) else { continue }
            if let owner = owners[line] {
                refuse(key, because: "line \(line) of \(panel.chip) is \(owner) already", faults: &faults)
            } else {
                owners[line] = key
            }
        }
    }

    func check(_ clock: Settings.Clock, pulse: Settings.Pulse, faults: inout FaultCollector) {
        if clock.kind == .phc, pulse.kind != .phc {
            refuse("kind", because: "phc needs pulse.kind phc: the clock stamps its pulse itself", faults: &faults)
        }
        if clock.kind == .phc, clock.device == nil {
            refuse("kind", because: "phc needs clock.device, such as /dev/ptp0", faults: &faults)
        }
        if clock.kind != .phc, pulse.kind == .phc {
            refuse("kind", because: "a pulse of kind phc is stamped by a hardware clock: say phc here", faults: &faults)
        }
        if clock.kind == .system, clock.followers.contains("system") {
            refuse(
                "followers", because: "the system's clock is the one that is kept; it cannot follow", faults: &faults)
        }
        if clock.kind == .virtual, clock.followers.contains("system") {
            refuse(
                "followers", because: "the system's clock cannot follow a virtual one, which runs on its counter",
                faults: &faults)
        }
        if let device = clock.device, clock.kind == .phc, clock.followers.contains(device) {
            refuse("followers", because: "\(device) is the clock that is kept; it cannot follow", faults: &faults)
        }
        let most = TimingEngine.mostFollowers
        if clock.followers.count > most {
            refuse("followers", because: "at most \(most) clocks can follow", faults: &faults)
        }
    }
}
