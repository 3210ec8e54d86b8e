// SPDX-License-Identifier: Apache-2.0

import TimeBase

// What is told of the clock as a whole (IEEE 1588-2019, 15.5.3.2 to 15.5.3.6). It follows nobody, so it is its own parent
// and its own grandmaster, whether or not a better one makes it passive (table 33 lets P1 and P2 leave these data alone).

extension ManagementView {
    static let traceability: UInt8 = 0x30

    /// The data sets' flags of time are those of Announce (table 37), the last octet of them.
    var timeFlags: UInt8 { UInt8(truncatingIfNeeded: facts.claim.flags.rawValue) & 0x3F }

    var defaultDataSet: ManagementData {
        var data = ManagementData()
        data.put(facts.stamping != .hardwareOneStep)
        data.put(UInt8(0))
        data.put(place.portCount)
        data.put(settings.priority1)
        data.put(facts.claim.quality)
        data.put(settings.priority2)
        data.put(facts.identity.clock.raw)
        data.put([settings.domain, 0])
        return data
    }

    /// stepsRemoved, offsetFromMaster and meanDelay: none.
    var currentDataSet: ManagementData {
        var data = ManagementData()
        data.put([UInt8](repeating: 0, count: 18))
        return data
    }

    var parentDataSet: ManagementData {
        var data = ManagementData()
        data.put(PortIdentity(clock: facts.identity.clock, number: 0))
        // Nothing is observed of a parent (8.2.3.3 to 8.2.3.5).
        data.put([0, 0])
        data.put(UInt16(0xFFFF))
        data.put(Int32.max)
        data.put(settings.priority1)
        data.put(facts.claim.quality)
        data.put(settings.priority2)
        data.put(facts.identity.clock.raw)
        return data
    }

    var timePropertiesDataSet: ManagementData {
        var data = ManagementData()
        data.put(facts.claim.utcOffset)
        data.put([timeFlags, facts.claim.timeSource.rawValue])
        return data
    }

    var userDescription: ManagementData {
        var data = ManagementData()
        data.put(place.texts.user)
        return data
    }

    /// What our clock shows; zero before 1970.
    var time: ManagementData {
        let stamp = PTPTimestamp(shown) ?? .zero
        var data = ManagementData()
        data.put(UInt16(truncatingIfNeeded: stamp.seconds >> 32))
        data.put(UInt32(truncatingIfNeeded: stamp.seconds))
        data.put(stamp.nanoseconds)
        return data
    }

    var utcProperties: ManagementData {
        var data = ManagementData()
        data.put(facts.claim.utcOffset)
        data.put([timeFlags & 0x07, 0])
        return data
    }

    var timescaleProperties: ManagementData {
        var data = ManagementData()
        data.put([timeFlags & 0x08, facts.claim.timeSource.rawValue])
        return data
    }
}
