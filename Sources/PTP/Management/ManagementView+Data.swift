// SPDX-License-Identifier: Apache-2.0

extension ManagementView {
    /// The data that answer the question for `id`; `nil` where there is no answer.
    func data(of id: ManagementID) -> ManagementData? {
        switch id {
        case .nullManagement: ManagementData()
        case .clockDescription: clockDescription
        case .userDescription: userDescription
        case .defaultDataSet: defaultDataSet
        case .currentDataSet: currentDataSet
        case .parentDataSet: parentDataSet
        case .timePropertiesDataSet: timePropertiesDataSet
        case .portDataSet: portDataSet
        case .time: time
        case .utcProperties: utcProperties
        case .timeStatus: timeStatus
        case .grandmasterSettings: grandmasterSettings
        case .portProperties: portProperties
        case .portStatistics: portStatistics
        case .portHardwareClock: portHardwareClock
        default: datum(of: id)
        }
    }

    /// The same for what is one octet.
    private func datum(of id: ManagementID) -> ManagementData? {
        switch id {
        case .priority1: .datum(settings.priority1)
        case .priority2: .datum(settings.priority2)
        case .domain: .datum(settings.domain)
        case .slaveOnly: .datum(UInt8(0))
        case .masterOnly: .datum(UInt8(1))
        case .clockAccuracy: .datum(facts.claim.quality.accuracy.rawValue)
        case .traceabilityProperties: .datum(timeFlags & Self.traceability)
        case .timescaleProperties: timescaleProperties
        case .logAnnounceInterval: .datum(settings.logAnnounceInterval)
        case .announceReceiptTimeout: .datum(settings.announceReceiptTimeout)
        case .logSyncInterval: .datum(settings.logSyncInterval)
        case .versionNumber: .datum(versionNumber)
        case .unicastNegotiationEnable: .datum(UInt8(settings.unicast == nil ? 0 : 1))
        case .delayMechanism: .datum(settings.delayMechanism.rawValue)
        case .logMinPeerDelayRequestInterval: .datum(settings.logMinPeerDelayRequestInterval)
        default: nil
        }
    }
}
