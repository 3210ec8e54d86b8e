// SPDX-License-Identifier: Apache-2.0

// What is told of one port (IEEE 1588-2019, 15.5.3.7).

extension ManagementView {
    /// minorVersionNumber and versionNumber (8.2.15.4.6 and .7).
    var versionNumber: UInt8 { settings.minorVersion << 4 | 2 }

    var portDataSet: ManagementData {
        var data = ManagementData()
        data.put(facts.identity)
        data.put(facts.state.rawValue)
        data.put(settings.logMinDelayRequestInterval)
        data.put((facts.meanLinkDelay ?? .zero).scaledNanoseconds)
        data.put(settings.logAnnounceInterval)
        data.put(settings.announceReceiptTimeout)
        data.put(settings.logSyncInterval)
        data.put(settings.delayMechanism.rawValue)
        data.put(settings.logMinPeerDelayRequestInterval)
        data.put(versionNumber)
        return data
    }
}
