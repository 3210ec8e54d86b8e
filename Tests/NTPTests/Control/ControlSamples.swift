// SPDX-License-Identifier: Apache-2.0

import NTP
import TimeBase

/// A receiver that vouches and a pulse that is followed, in a host that has been up for an hour.
func controlFacts() -> ControlFacts {
    var system = ControlSystem(
        version: "gnomon 0.1.0", claim: claim(state(lastUpdate: tai(unix: 1_700_000_000))),
        clock: NTPTimestamp(raw: 0xE8FE_6F80_8000_0000))
    (system.processor, system.system) = ("x86_64", "Linux/6.1.0")
    (system.source, system.event) = (.pulse, .synchronised)
    (system.offset, system.frequency) = (.nanoseconds(-12), -12.5e-6)
    (system.jitter, system.clockJitter, system.clockWander) = (.nanoseconds(210), .nanoseconds(90), 1.5e-10)
    system.tai = 37
    system.leapSecond = UTCInstant(day: 17_167, secondOfDay: 0)
    system.leapSecondsExpire = UTCInstant(day: 20_815, secondOfDay: 0)
    system.counters.uptime = .seconds(3_600)
    system.counters.received = 20_000_000_000
    return ControlFacts(system: system, associations: [receiver(), pulse()])
}

private func receiver() -> ControlAssociation {
    var receiver = ControlAssociation(id: 1, address: "127.127.20.0", name: "GNSS(0)", referenceID: "GPS")
    (receiver.selection, receiver.event, receiver.reach) = (.candidate, .reachable, 0x7F)
    return receiver
}

private func pulse() -> ControlAssociation {
    var pulse = ControlAssociation(id: 2, address: "127.127.22.0", name: "PPS(0)", referenceID: "PPS")
    (pulse.selection, pulse.event, pulse.reach, pulse.precision) = (.systemPeer, .becameSystemPeer, 0xFF, -24)
    (pulse.offset, pulse.jitter) = (.nanoseconds(-1_012), .nanoseconds(210))
    (pulse.lastHeard, pulse.age) = (NTPTimestamp(raw: 0xE8FE_6F80_0000_0000), .milliseconds(500))
    (pulse.received, pulse.refused) = (3_600, 2)
    return pulse
}

/// A request as ntpq sends it: version 2, padded to a multiple of four octets.
func controlRequest(
    _ opcode: UInt8, association: UInt16 = 0, _ names: String = "", version: UInt8 = 2, sequence: UInt16 = 1
) -> [UInt8] {
    var header = ControlHeader(version: version, opcode: opcode, sequence: sequence, association: association)
    header.dataCount = UInt16(names.utf8.count)
    let data = Array(names.utf8)
    return header.octets + data + [UInt8](repeating: 0, count: (4 - data.count % 4) % 4)
}

func responses(_ request: [UInt8], _ facts: ControlFacts = controlFacts()) -> Result<[[UInt8]], ControlSilence> {
    do throws(ControlSilence) {
        return .success(try ControlResponder.respond(to: request.span, facts: facts))
    } catch {
        return .failure(error)
    }
}

/// The data of all fragments together, without padding; `nil` where they do not fit together.
func data(_ fragments: [[UInt8]]) -> [UInt8]? {
    var data: [UInt8] = []
    for (index, fragment) in fragments.enumerated() {
        guard let header = ControlHeader(fragment.span), header.isResponse, Int(header.offset) == data.count,
            header.hasMore == (index + 1 < fragments.count), fragment.count % 4 == 0,
            (0..<4).contains(fragment.count - ControlHeader.count - Int(header.dataCount))
        else { return nil }
        data += fragment[ControlHeader.count...].prefix(Int(header.dataCount))
    }
    return data
}

func text(_ result: Result<[[UInt8]], ControlSilence>) -> String? {
    guard let octets = (try? result.get()).flatMap(data) else { return nil }
    return String(decoding: octets, as: UTF8.self)
}
