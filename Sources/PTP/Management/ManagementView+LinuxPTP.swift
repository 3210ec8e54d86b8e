// SPDX-License-Identifier: Apache-2.0

// What linuxptp tells beyond the standard; its layouts are those that `pmc` 3.1.1 and 4.2 read.

extension ManagementView {
    /// TIME_STATUS_NP: nobody is followed, so offset, time of arrival, rate, changes and gmPresent are zero; then the
    /// grandmaster, who is ourselves.
    var timeStatus: ManagementData {
        var data = ManagementData()
        data.put([UInt8](repeating: 0, count: 42))
        data.put(facts.identity.clock.raw)
        return data
    }

    var grandmasterSettings: ManagementData {
        var data = ManagementData()
        data.put(facts.claim.quality)
        data.put(facts.claim.utcOffset)
        data.put([timeFlags, facts.claim.timeSource.rawValue])
        return data
    }

    /// PORT_PROPERTIES_NP; of the ways to stamp: 0 software, 1 hardware, 3 hardware in one step.
    var portProperties: ManagementData {
        var data = ManagementData()
        data.put(facts.identity)
        data.put(facts.state.rawValue)
        switch facts.stamping {
        case .software: data.put(UInt8(0))
        case .hardware: data.put(UInt8(1))
        case .hardwareOneStep: data.put(UInt8(3))
        }
        data.put(place.interface)
        return data
    }

    /// PORT_STATS_NP: messages received, then sent, of each type 0 ... 15.
    var portStatistics: ManagementData {
        var data = ManagementData()
        data.put(facts.identity)
        for type in 0..<16 as Range<UInt8> {
            data.putLittle(MessageType(rawValue: type).map { facts.counters[received: $0] } ?? 0)
        }
        for type in 0..<16 as Range<UInt8> {
            data.putLittle(MessageType(rawValue: type).map { facts.counters[sent: $0] } ?? 0)
        }
        return data
    }

    /// PORT_HWCLOCK_NP: the card's clock, −1: it has none.
    var portHardwareClock: ManagementData {
        var data = ManagementData()
        data.put(facts.identity)
        data.put(place.clockIndex ?? -1)
        data.put([0, 0])
        return data
    }
}
